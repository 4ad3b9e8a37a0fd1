package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserTimeTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-03-10T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.250+02:00, 2026-01-31T10:00:00.250Z",
        "0s, 2026-03-10T12:00:00Z",
        "90s, 2026-03-10T11:58:30Z",
        "30m, 2026-03-10T11:30:00Z",
        "2h, 2026-03-10T10:00:00Z",
        "7d, 2026-03-03T12:00:00Z",
    })
    void anInstantOrATimeAgo(String text, Instant time) {
        assertThat(UserTime.parse(text, clock)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({"0s, PT0S", "90s, PT1M30S", "30m, PT30M", "2h, PT2H", "7d, P7D"})
    void aDuration(String text, Duration duration) {
        assertThat(UserTime.parseDuration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1h", "5", "1.5s", "PT5S", "9999999999s"})
    void anythingElseIsNoDuration(String text) {
        assertThatThrownBy(() -> UserTime.parseDuration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text
                        + "\" is not a valid duration; use a whole number with a unit, such as 90s, 30m, 2h or 7d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "-1h", "5", "2026-01-31", "999999999d9", "9999999999s"})
    void anythingElseFailsWithExamples(String text) {
        assertThatThrownBy(() -> UserTime.parse(text, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("2026-01-31T12:00:00Z")
                .hasMessageContaining("30m");
    }
}
