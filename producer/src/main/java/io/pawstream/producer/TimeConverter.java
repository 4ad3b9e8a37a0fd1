package io.pawstream.producer;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as users write them: an instant, or how long ago. */
final class TimeConverter implements ITypeConverter<Instant> {

    private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);

    private final Clock clock;

    TimeConverter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        Matcher ago = AGO.matcher(text);
        try {
            return ago.matches()
                    ? clock.instant().minus(Duration.of(Long.parseLong(ago.group(1)), UNITS.get(ago.group(2))))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "\"" + text + "\" is no time such as 2026-01-31T12:00:00Z, nor one ago such as 90s, 30m, 2h or 7d");
        }
    }
}
