package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CountProgressTest {

    private final StringWriter out = new StringWriter();

    @Test
    void withoutATerminalThereIsALineForEachTenth() {
        try (CountProgress progress = lines(CountProgress.Unit.FILES)) {
            for (int i = 0; i <= 25; i++) {
                progress.reached(i, 25);
            }
        }
        assertThat(out.toString().lines())
                .hasSize(10)
                .startsWith("reading 3/25 files", "reading 5/25 files")
                .endsWith("reading 25/25 files");
    }

    @Test
    void bytesAreShownInMegabytes() {
        try (CountProgress progress = lines(CountProgress.Unit.MEGABYTES)) {
            progress.reached(61_500_000, 123_000_000);
        }
        assertThat(out.toString().lines()).containsExactly("reading 61/123 MB");
    }

    @Test
    void anOlderCountIsIgnored() {
        try (CountProgress progress = lines(CountProgress.Unit.FILES)) {
            progress.reached(50, 100);
            progress.reached(40, 100);
            progress.reached(60, 100);
        }
        assertThat(out.toString().lines()).containsExactly("reading 50/100 files", "reading 60/100 files");
    }

    @Test
    void severalThreadsPrintEachTenthOnce() {
        try (CountProgress progress = lines(CountProgress.Unit.IMAGES)) {
            IntStream.rangeClosed(1, 1_000).parallel().forEach(i -> progress.reached(i, 1_000));
        }
        assertThat(out.toString().lines().count()).isBetween(1L, 10L);
        assertThat(out.toString().lines()).doesNotHaveDuplicates().last().isEqualTo("reading 1000/1000 images");
    }

    @Test
    void anUnknownTotalPrintsNothing() {
        try (CountProgress progress = lines(CountProgress.Unit.FILES)) {
            progress.reached(50, -1);
            progress.reached(60, 0);
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void onATerminalThereAreNoLines() {
        try (CountProgress progress =
                new CountProgress(new PrintWriter(out), true, "reading", CountProgress.Unit.FILES)) {
            progress.reached(0, 40);
            progress.reached(20, 40);
            progress.reached(40, 40);
        }
        assertThat(out.toString()).isEmpty();
    }

    private CountProgress lines(CountProgress.Unit unit) {
        return new CountProgress(new PrintWriter(out), false, "reading", unit);
    }
}
