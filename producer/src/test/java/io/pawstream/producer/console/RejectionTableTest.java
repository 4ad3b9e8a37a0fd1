package io.pawstream.producer.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

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

        assertThat(row)
                .isEqualTo("2026-03-10 12:00:00  decode     truncated           images-2-41         "
                        + "Dog/4030.jpg                                3  ends early");
        assertThat(row.indexOf("ends early")).isEqualTo(table.header().indexOf("message"));
    }
}
