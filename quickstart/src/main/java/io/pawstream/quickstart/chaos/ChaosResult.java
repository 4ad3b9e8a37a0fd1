package io.pawstream.quickstart.chaos;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * A row of the table.
 *
 * @param scenario what was done
 * @param times how often
 * @param account the sums
 * @param recoverySeconds times from each disturbance to the next committed prediction that was made after it
 */
record ChaosResult(Scenario scenario, int times, Account account, List<Double> recoverySeconds) {

    private static final String ROW = "%-36s %5s %9s %11s %10s %7s %10s %12s %17s%n";

    ChaosResult {
        recoverySeconds = recoverySeconds.stream().sorted().toList();
    }

    static void printHeader(PrintWriter out) {
        out.printf(
                ROW,
                "what happens",
                "times",
                "published",
                "predictions",
                "rejections",
                "missing",
                "duplicates",
                "out of order",
                "back after (max)");
        out.flush();
    }

    void print(PrintWriter out) {
        out.printf(
                ROW,
                scenario.description(),
                times,
                account.published(),
                account.predictions(),
                account.rejections(),
                account.missing(),
                account.duplicates(),
                account.outOfOrder(),
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
