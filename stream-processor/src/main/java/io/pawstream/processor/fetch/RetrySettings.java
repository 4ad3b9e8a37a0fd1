package io.pawstream.processor.fetch;

import java.time.Duration;

/**
 * Settings for retries of failed fetches.
 *
 * @param backoff delay before the second attempt, doubled for each further attempt; above 0
 * @param timeout time since the first failure of the image or of its host after which no attempt starts; above 0
 */
public record RetrySettings(Duration backoff, Duration timeout) {

    /**
     * Validates the settings.
     *
     * @param backoff delay before the second attempt, above 0
     * @param timeout time after which no attempt starts, above 0
     * @throws IllegalArgumentException if a duration is not above 0
     */
    public RetrySettings {
        FetchSettings.requirePositive("retry-backoff", backoff);
        FetchSettings.requirePositive("retry-timeout", timeout);
    }
}
