package io.pawstream.processor.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The time at which an image expires.
 *
 * @param time the first instant at which the image has expired
 * @param limit the attribute or setting that determines the time
 * @param clock the current time
 */
public record Deadline(Instant time, String limit, Clock clock) {

    /** Bounds the time left, so that it can be converted to any unit. */
    private static final Duration MAX_LEFT = Duration.ofDays(36_500);

    /**
     * Checks whether the image has expired.
     *
     * @param step what would happen to the image now, as the end of the message "expired 1 s before ..."
     * @return the message of the rejection if the image has expired; null if it has not
     */
    @Nullable
    String expired(String step) {
        Instant now = clock.instant();
        return now.isBefore(time) ? null : message(Duration.between(time, now), step);
    }

    /** {@return the message of the rejection of an image that expired some time before a step} */
    String message(Duration before, String step) {
        return String.format(
                Locale.ROOT,
                "expired at %s, %d.%03d s before %s: %s",
                time,
                before.toSeconds(),
                before.toMillisPart(),
                step,
                limit);
    }

    /** {@return the time until the image expires, at most 36,500 days; negative if it has expired} */
    Duration left() {
        Duration left = Duration.between(clock.instant(), time);
        return left.compareTo(MAX_LEFT) < 0 ? left : MAX_LEFT;
    }
}
