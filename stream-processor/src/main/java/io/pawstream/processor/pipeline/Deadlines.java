package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Determines when an image expires: at the expiry time of its event or at the maximum age of its record, whichever is
 * earlier. An image that was replayed after a rejection does not expire, because someone asked for its result again.
 */
public final class Deadlines {

    /** Longer ages could exceed the range of {@link Instant}. */
    private static final Duration MAX_AGE = Duration.ofDays(36_500);

    private final @Nullable Duration maxAge;
    private final @Nullable Clock clock;

    private Deadlines(@Nullable Duration maxAge, @Nullable Clock clock) {
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /**
     * Creates the deadlines of the service.
     *
     * @param maxAge maximum time since the timestamp of a record, above 0 and at most 36,500 days; empty for no limit
     * @param clock the current time
     * @return the deadlines
     * @throws IllegalArgumentException if {@code maxAge} is out of range
     */
    public static Deadlines of(Optional<Duration> maxAge, Clock clock) {
        maxAge.ifPresent(age -> {
            if (age.isNegative() || age.isZero() || age.compareTo(MAX_AGE) > 0) {
                throw new IllegalArgumentException("pawstream.max-age is " + age + "; it must be above 0 and at most "
                        + MAX_AGE.toDays() + " days");
            }
        });
        return new Deadlines(maxAge.orElse(null), clock);
    }

    /** {@return deadlines with which no image expires} */
    public static Deadlines none() {
        return new Deadlines(null, null);
    }

    /** Returns the deadline of an image; null if it never expires. */
    @Nullable
    Deadline of(ImageRequest request, ImageEvent event) {
        OffsetDateTime expiryTime = event.expiryTime();
        if (clock == null || (expiryTime == null && maxAge == null) || request.isReplayed()) {
            return null;
        }
        Instant byAge = maxAge == null || request.timestampMillis() < 0
                ? null
                : Instant.ofEpochMilli(request.timestampMillis()).plus(maxAge);
        Instant byEvent = expiryTime == null ? null : expiryTime.toInstant();
        if (byEvent != null && (byAge == null || byEvent.isBefore(byAge))) {
            return new Deadline(byEvent, "expirytime of the event", clock);
        }
        return byAge == null ? null : new Deadline(byAge, "pawstream.max-age is " + maxAge, clock);
    }
}
