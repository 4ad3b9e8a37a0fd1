package io.pawstream.producer.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEvent.ClassProbability;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PredictionTableTest {

    private static final RecordAddress ADDRESS = new RecordAddress("images", 0, 17);

    private final PredictionTable table = new PredictionTable(ZoneOffset.UTC);

    @Test
    void theValuesOfARowAreUnderTheHeader() {
        String row = row("PetImages/Dog/4030.jpg");
        assertThat(row)
                .isEqualTo("10:00:00.250  PetImages/Dog/4030.jpg        dog                    0.9876  model3"
                        + "                 1.5 ms    20.0 ms     3.3 ms  cat 0.0124");
        assertThat(row.indexOf("dog")).isEqualTo(table.header().indexOf("label"));
        assertThat(row.indexOf("cat")).isEqualTo(table.header().indexOf("next classes"));
    }

    @Test
    void theNextClassesAreThoseThatFit() {
        assertThat(rowOf(new ClassProbability("a", 1.0))).endsWith("     3.3 ms");
        assertThat(rowOf(
                        new ClassProbability("Egyptian cat", 0.5),
                        new ClassProbability("lynx", 0.3),
                        new ClassProbability("tiger cat", 0.15)))
                .contains("  Egyptian cat           0.5000  ")
                .endsWith("  lynx 0.3000, tiger cat 0.1500");
        String row = rowOf(
                new ClassProbability("German short-haired pointer", 0.5),
                new ClassProbability("Chesapeake Bay retriever", 0.3),
                new ClassProbability("vizsla", 0.1));
        assertThat(row).contains("  German short-...       0.5000  ").endsWith("  Chesapeake Bay retriever 0.3000");
        assertThat(row.indexOf("Chesapeake")).isEqualTo(table.header().indexOf("next classes"));
    }

    @Test
    void anImageWithoutANameHasItsId() {
        assertThat(row(null)).contains("  images-0-17  ");
    }

    @Test
    void aLongNameKeepsItsEnd() {
        String name = "a/very/long/path/to/the/image/of/a/dog/4030.jpg";
        String end = name.substring(name.length() - (PredictionTable.NAME_WIDTH - 3));
        assertThat(row(name)).contains("  ..." + end + "  ");
        assertThat(row(name).indexOf("dog  ")).isEqualTo(table.header().indexOf("label"));
    }

    @Test
    void aRejectionHasItsReasonAndMessage() {
        Rejection rejection =
                new Rejection("images-0-17", "camera", "a.jpg", RejectionReason.TRUNCATED, "ends early", ADDRESS, 0);
        String row =
                table.row(rejection, Instant.parse("2026-03-01T10:00:00.250Z").toEpochMilli());
        assertThat(row).isEqualTo("10:00:00.250  a.jpg                         rejected: truncated (ends early)");
        assertThat(row.indexOf("rejected")).isEqualTo(table.header().indexOf("label"));
    }

    @Test
    void escapesCommandsOfATerminal() {
        assertThat(row("\u001b];\u0007\u009b2J\n"))
                .contains("  \\u001b];\\u0007\\u009b2J\\u000a  ")
                .doesNotContainPattern("\\p{Cntrl}");
        assertThat(rowOf(new ClassProbability("\u001b[2J", 0.9), new ClassProbability("\u009b2J", 0.1)))
                .contains("  \\u001b[2J  ")
                .endsWith("  \\u009b2J 0.1000")
                .doesNotContainPattern("\\p{Cntrl}");
        Rejection rejection = new Rejection(
                "1", "camera", "\u202egpj.exe", RejectionReason.UNKNOWN_MODEL, "model \"\u001b[2J\"", ADDRESS, 0);
        assertThat(table.row(rejection, 0)).contains("\\u202egpj.exe", "(model \"\\u001b[2J\")");
    }

    private String row(@Nullable String subject) {
        return row(subject, new ClassProbability("dog", 0.98764), new ClassProbability("cat", 0.01236));
    }

    private String rowOf(ClassProbability... top) {
        return row("a.jpg", top);
    }

    private String row(@Nullable String subject, ClassProbability... top) {
        PredictionEvent event = new PredictionEvent(
                "images-0-17",
                "kafka:images",
                subject,
                top[0].label(),
                top[0].probability(),
                List.of(top),
                new PredictionEvent.Model("model3", "20260301.100000", "0".repeat(64)),
                -1,
                ADDRESS,
                0.0015,
                0.02,
                0.0033);
        return table.row(event, Instant.parse("2026-03-01T10:00:00.250Z").toEpochMilli());
    }
}
