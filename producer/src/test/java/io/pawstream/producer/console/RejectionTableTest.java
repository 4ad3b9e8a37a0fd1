package io.pawstream.producer.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RejectionTableTest {

    private final RejectionTable table = new RejectionTable(ZoneOffset.UTC);

    @Test
    void theValuesOfARowAreUnderTheHeader() {
        Rejection rejection = new Rejection(
                "run-17",
                "camera",
                "Dog/4030.jpg",
                RejectionReason.TRUNCATED,
                "ends early",
                new RecordAddress("images", 2, 41),
                3);

        String row = table.row(rejection, Instant.parse("2026-03-10T12:00:00Z").toEpochMilli());

        assertThat(row).matches("2026-03-10 12:00:00  decode +truncated +images-2-41 +Dog/4030.jpg +3  ends early");
        assertThat(row.indexOf("truncated")).isEqualTo(table.header().indexOf("reason"));
        assertThat(row.indexOf("images-2-41")).isEqualTo(table.header().indexOf("origin"));
        assertThat(row.indexOf("ends early")).isEqualTo(table.header().indexOf("message"));
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonFitsIntoItsColumn(RejectionReason reason) {
        Rejection rejection =
                new Rejection("1", "camera", "a.jpg", reason, "why", new RecordAddress("images", 2, 41), 0);
        assertThat(table.row(rejection, 0).indexOf("images-2-41"))
                .isEqualTo(table.header().indexOf("origin"));
    }

    @Test
    void escapesCommandsOfATerminal() {
        Rejection rejection = new Rejection(
                "1",
                "camera",
                "\u001b[2J\n2026  forged",
                RejectionReason.UNKNOWN_MODEL,
                "model \"\u009b2J\"",
                new RecordAddress("images\u0007", 2, 41),
                0);
        assertThat(table.row(rejection, 0))
                .contains("\\u001b[2J\\u000a2026  forged", "model \"\\u009b2J\"", "images\\u0007-2-41")
                .doesNotContainPattern("\\p{Cntrl}");
    }
}
