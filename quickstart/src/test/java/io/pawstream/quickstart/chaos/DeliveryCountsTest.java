package io.pawstream.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryCountsTest {

    @ParameterizedTest
    @CsvSource({
        "10, 8, 2, 0, 0, 0, true",
        "0, 0, 0, 0, 0, 0, true",
        "10, 7, 2, 1, 0, 0, false",
        "10, 8, 3, 0, 1, 0, false",
        "10, 8, 2, 0, 0, 1, false",
        "10, 8, 2, 1, 1, 0, false",
        "9, 8, 2, 0, 0, 0, false",
    })
    void eachDeviationIsAFailure(
            int published,
            int predictions,
            int rejections,
            int missing,
            int duplicates,
            int outOfOrder,
            boolean exactlyOnce) {
        assertThat(new DeliveryCounts(published, predictions, rejections, missing, duplicates, outOfOrder)
                        .isExactlyOnce())
                .isEqualTo(exactlyOnce);
    }

    @ParameterizedTest
    @CsvSource({
        "exactly_once_v2, 0, 0, 0, true",
        "exactly_once_v2, 0, 1, 0, false",
        "exactly_once_v2, 0, 0, 1, false",
        "exactly_once_v2, 1, 0, 0, false",
        "at_least_once, 0, 3, 2, true",
        "at_least_once, 1, 3, 0, false"
    })
    void repeatedResultsAreAllowedWithAtLeastOnceDelivery(
            String mode, int missing, int duplicates, int outOfOrder, boolean isKept) {
        Guarantee guarantee = Guarantee.valueOf(mode.toUpperCase(Locale.ROOT));
        DeliveryCounts counts = new DeliveryCounts(10, 10 - missing + duplicates, 0, missing, duplicates, outOfOrder);
        assertThat(guarantee.isKept(counts)).isEqualTo(isKept);
        assertThat(guarantee).hasToString(mode);
    }
}
