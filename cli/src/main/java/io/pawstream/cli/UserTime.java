package io.pawstream.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as users write them: an instant, {@code 2026-01-31T12:00:00Z}, or how long ago, {@code 90s}, {@code 2h}. */
public final class UserTime {

    private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);

    private UserTime() {}

    /**
     * The time that a text means.
     *
     * @param clock tells how long ago is counted from
     * @throws IllegalArgumentException if it is neither
     */
    public static Instant parse(String text, Clock clock) {
        Matcher ago = AGO.matcher(text);
        try {
            return ago.matches()
                    ? clock.instant().minus(Duration.of(Long.parseLong(ago.group(1)), UNITS.get(ago.group(2))))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no time such as 2026-01-31T12:00:00Z, nor one ago such as 90s, 30m, 2h or 7d",
                    e);
        }
    }
}
