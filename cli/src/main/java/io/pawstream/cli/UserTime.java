package io.pawstream.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a time option: an instant such as {@code 2026-01-31T12:00:00Z}, or a relative time such as {@code 90s}, which
 * is 90 seconds ago. Also parses the duration alone.
 */
public final class UserTime {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");

    private UserTime() {}

    /**
     * Parses a time.
     *
     * @param text an ISO 8601 date and time with an offset, or a whole number with the unit s, m, h or d, which is
     *     subtracted from the current time
     * @param clock the current time
     * @return the instant
     * @throws IllegalArgumentException if the text has neither form, or if the instant is out of range
     */
    public static Instant parse(String text, Clock clock) {
        Matcher ago = DURATION.matcher(text);
        try {
            return ago.matches()
                    ? clock.instant().minus(duration(ago))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a valid time; use an instant such as 2026-01-31T12:00:00Z, or a time"
                            + " relative to now such as 90s, 30m, 2h or 7d",
                    e);
        }
    }

    /**
     * Parses a duration.
     *
     * @param text a whole number with the unit s, m, h or d
     * @return the duration, at least 0
     * @throws IllegalArgumentException if the text does not have this form
     */
    public static Duration parseDuration(String text) {
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a valid duration; use a whole number with a unit, such as 90s, 30m, 2h or 7d");
        }
        return duration(duration);
    }

    private static Duration duration(Matcher text) {
        long amount = Long.parseLong(text.group(1));
        return switch (text.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
