package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

final class TimeConverterTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void countsTimesAgoFromItsClock() {
        TimeConverter converter = new TimeConverter(Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(converter.convert("2h")).isEqualTo(NOW.minus(Duration.ofHours(2)));
    }

    @Test
    void theClockIsTheSystemsByDefault() {
        Instant before = Instant.now();
        assertThat(new TimeConverter().convert("0s")).isBetween(before, Instant.now());
    }

    @Test
    void aMistakeIsAnErrorOfTheCommandLine() {
        assertThatThrownBy(() -> new TimeConverter().convert("yesterday"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("\"yesterday\" is not a valid time; use an instant such as");
    }
}
