package io.pawstream.processor.fetch;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final HttpSettings HTTP = new HttpSettings(List.of(), false, SECOND);
    private static final RetrySettings RETRY = new RetrySettings(SECOND, SECOND);

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, Integer.MAX_VALUE})
    void rejectsMaxBytesOutOfRange(int maxBytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchSettings(null, HTTP, maxBytes, 1, RETRY))
                .withMessage("pawstream.references.max-bytes is " + maxBytes + "; it must be 1 to 2147483646");
    }

    @Test
    void rejectsZeroThreads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchSettings(null, HTTP, 1, 0, RETRY))
                .withMessage("pawstream.references.threads is 0; it must be at least 1");
    }

    @Test
    void rejectsDurationsThatAreNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpSettings(List.of(), false, Duration.ZERO))
                .withMessage("pawstream.references.timeout is PT0S; it must be above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetrySettings(Duration.ofMillis(-1), SECOND))
                .withMessage("pawstream.references.retry-backoff is PT-0.001S; it must be above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetrySettings(SECOND, Duration.ZERO))
                .withMessage("pawstream.references.retry-timeout is PT0S; it must be above 0");
    }
}
