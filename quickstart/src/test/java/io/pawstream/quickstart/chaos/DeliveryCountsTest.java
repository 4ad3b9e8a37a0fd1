package io.pawstream.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

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
}
