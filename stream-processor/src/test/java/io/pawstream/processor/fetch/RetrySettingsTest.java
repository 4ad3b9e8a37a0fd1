package io.pawstream.processor.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrySettingsTest {

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @CsvSource({"1,100", "2,200", "5,1600", "21,104857600", "1000,104857600"})
    void delaysDoubleAndAreSpreadOverTheirUpperHalf(int attempts, long longestMillis) {
        RetrySettings settings = new RetrySettings(Duration.ofMillis(100), Duration.ofSeconds(30));
        long longest = Duration.ofMillis(longestMillis).toNanos();

        LongSummaryStatistics delays = LongStream.generate(() -> settings.delayNanos(attempts, random))
                .limit(1_000)
                .summaryStatistics();

        assertThat(delays.getMin()).isBetween(longest / 2, longest / 100 * 51);
        assertThat(delays.getMax()).isBetween(longest / 100 * 99, longest);
    }

    @Test
    void theShortestBackoffIsValid() {
        RetrySettings settings = new RetrySettings(Duration.ofNanos(1), Duration.ofSeconds(30));
        assertThat(settings.delayNanos(1, random)).isEqualTo(1);
    }
}
