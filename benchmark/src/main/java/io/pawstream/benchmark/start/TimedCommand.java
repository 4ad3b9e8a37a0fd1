package io.pawstream.benchmark.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.testkit.LogEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A command whose output shows which phases of its start are over.
 *
 * @param command the program and its arguments
 * @param phases the first line of output after each phase, by the name of the phase, in order
 */
record TimedCommand(List<String> command, Map<String, Pattern> phases) {

    TimedCommand {
        command = List.copyOf(command);
        phases = new LinkedHashMap<>(phases);
    }

    /**
     * Runs the command, and stops it with SIGTERM after the last phase if it does not end.
     *
     * @param stops whether to stop the command after the last phase; otherwise it ends by itself
     * @return seconds from the start of the command to the end of each phase, in order
     * @throws IOException if the command cannot be started, or ends before the last phase; the message includes the end
     *     of its output
     */
    Map<String, Double> run(boolean stops) throws IOException, InterruptedException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        Deque<String> end = new ArrayDeque<>();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                double now = (System.nanoTime() - start) / 1e9;
                String printed = line;
                phases.forEach((phase, pattern) -> {
                    if (pattern.matcher(printed).find()) {
                        seconds.putIfAbsent(phase, now);
                    }
                });
                end.add(line);
                if (end.size() > LogEnd.LINES) {
                    end.remove();
                }
                if (stops && seconds.size() == phases.size()) {
                    // Process.destroy() would close the output as well.
                    process.toHandle().destroy();
                }
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
        if (!seconds.keySet().equals(phases.keySet())) {
            throw new IOException(String.join(" ", command) + " exited with code " + process.exitValue()
                    + " after these phases: " + seconds.keySet() + "; its last lines:\n" + String.join("\n", end));
        }
        return seconds;
    }
}
