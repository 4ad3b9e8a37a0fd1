package io.pawstream.quickstart.chaos;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * The result of a scenario: one row of the table.
 *
 * @param scenario failure that was injected
 * @param runs number of times it was injected
 * @param counts published images and their results
 * @param recoverySeconds for each failure, the longest time in which a partition had no new prediction; sorted
 */
record ChaosResult(Scenario scenario, int runs, DeliveryCounts counts, List<Double> recoverySeconds) {

    private static final String ROW = "%-44s  %4s  %9s  %11s  %10s  %7s  %10s  %12s  %21s%n";

    ChaosResult {
        recoverySeconds = recoverySeconds.stream().sorted().toList();
    }

    static void printHeader(PrintWriter out) {
        out.printf(
                ROW,
                "failure",
                "runs",
                "published",
                "predictions",
                "rejections",
                "missing",
                "duplicates",
                "out of order",
                "recovery median (max)");
        out.flush();
    }

    void print(PrintWriter out) {
        out.printf(
                ROW,
                scenario.description(),
                runs,
                counts.published(),
                counts.predictions(),
                counts.rejections(),
                counts.missing(),
                counts.duplicates(),
                counts.outOfOrder(),
                recovery());
        out.flush();
    }

    private String recovery() {
        int count = recoverySeconds.size();
        return count == 0
                ? ""
                : String.format(
                        Locale.ROOT, "%.1f s (%.1f s)", recoverySeconds.get(count / 2), recoverySeconds.get(count - 1));
    }
}
