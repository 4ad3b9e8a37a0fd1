package io.pawstream.processor.fetch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Settings for retries of failed fetches.
 *
 * @param backoff maximum delay before the second attempt, doubled for each further attempt; above 0
 * @param timeout time since the first failure of the image or of its host after which no attempt starts; above 0
 */
public record RetrySettings(Duration backoff, Duration timeout) {

    private static final int MAX_DOUBLINGS = 20;

    /**
     * Validates the settings.
     *
     * @param backoff maximum delay before the second attempt, above 0
     * @param timeout time after which no attempt starts, above 0
     * @throws IllegalArgumentException if a duration is not above 0
     */
    public RetrySettings {
        FetchSettings.requirePositive("retry-backoff", backoff);
        FetchSettings.requirePositive("retry-timeout", timeout);
    }

    /**
     * Returns the delay before the next attempt. It is random, so that images that failed together, in all instances, do
     * not return to the host together.
     *
     * @param attempts number of attempts so far, at least 1
     * @param random source of the delay
     * @return delay in nanoseconds, between half of the back-off and the back-off
     */
    long delayNanos(int attempts, RandomGenerator random) {
        long longest = backoff.toNanos() << Math.min(attempts - 1, MAX_DOUBLINGS);
        return longest - random.nextLong(longest / 2 + 1);
    }
}
