package io.pawstream.processor.fetch;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link RetryingFetcher}.
 *
 * @param fileRoot directory below which files are read; absent to disable files
 * @param http which hosts are allowed
 * @param maxBytes maximum size of an image in bytes, 1 to 2147483646
 * @param threads maximum number of concurrent fetches, and of fetched images that are not decoded yet; at least 1
 * @param retry how failed attempts are retried
 */
public record FetchSettings(
        @Nullable Path fileRoot, HttpSettings http, int maxBytes, int threads, RetrySettings retry) {

    /**
     * Validates the settings.
     *
     * @param fileRoot directory below which files are read
     * @param http which hosts are allowed
     * @param maxBytes maximum size of an image in bytes, 1 to 2147483646
     * @param threads maximum number of concurrent fetches, at least 1
     * @param retry how failed attempts are retried
     * @throws IllegalArgumentException if {@code maxBytes} or {@code threads} is out of range
     */
    public FetchSettings {
        if (maxBytes < 1 || maxBytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "pawstream.references.max-bytes is " + maxBytes + "; it must be 1 to " + (Integer.MAX_VALUE - 1));
        }
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "pawstream.references.threads is " + threads + "; it must be at least 1");
        }
    }

    static void requirePositive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("pawstream.references." + key + " is " + value + "; it must be above 0");
        }
    }
}
