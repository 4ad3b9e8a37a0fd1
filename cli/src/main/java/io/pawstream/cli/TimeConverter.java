package io.pawstream.cli;

import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the value of an option to an instant, see {@link UserTime#parse}. */
public final class TimeConverter implements ITypeConverter<Instant> {

    private final Clock clock;

    /** Creates a converter that resolves relative times against the system clock. */
    public TimeConverter() {
        this(Clock.systemUTC());
    }

    TimeConverter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            return UserTime.parse(text, clock);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
