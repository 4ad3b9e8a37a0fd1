package io.pawstream.vision.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.vision.hostile.Seed.Format;
import io.pawstream.vision.image.DecodeFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The parent process: starts children that decode damaged images, and finds out which image a child died of. */
final class HostileRun {

    /** For one image; of computing, so that a busy machine does not matter. */
    private static final Duration MOST_CPU_TIME = Duration.ofSeconds(10);

    /** For one image that waits for something. */
    private static final Duration MOST_TIME = Duration.ofMinutes(5);

    private static final int MOST_FAULTS = 20;
    private static final int LINES_KEPT = 30;

    private final long seed;
    private final Path folder;
    private final Mutator mutator;
    private final Ledger ledger;
    private final List<String> faults = new ArrayList<>();

    /** Files of faults go to a folder. */
    HostileRun(long seed, Path folder) throws IOException {
        this.seed = seed;
        this.folder = Files.createDirectories(folder);
        this.mutator = new Mutator(SeedImages.draw(), seed);
        Files.deleteIfExists(folder.resolve("ledger"));
        this.ledger = new Ledger(folder.resolve("ledger"));
    }

    /** Decodes images 0 to {@code count - 1}; a fault for each that did not end as it should, none of which ends the run. */
    List<String> run(long count) throws IOException, InterruptedException {
        for (long next = 0; next < count && faults.size() < MOST_FAULTS; next = ledger.number() + 1) {
            String end = runChild(next, count);
            if (end.isEmpty()) {
                break;
            }
            Mutant mutant = mutator.mutant(ledger.number());
            Path file = folder.resolve("seed-" + seed + "-image-" + ledger.number());
            Files.write(file, mutant.bytes());
            faults.add("seed " + seed + ", image " + ledger.number() + ": " + mutant + ", kept in "
                    + file.toAbsolutePath() + ": " + end);
        }
        return faults;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Why it ended, or nothing if it came to its end. */
    private String runChild(long first, long end) throws IOException, InterruptedException {
        ledger.begin(first);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                HostileImages.class.getName(),
                folder.resolve("ledger").toString(),
                Long.toString(seed),
                Long.toString(first),
                Long.toString(end));
        // Small pieces of memory are filled with a pattern only if they do not come out of a thread's cache.
        builder.environment().put("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0");
        builder.environment().put("OPENCV_LOG_LEVEL", "SILENT");
        // As the service runs: otherwise glibc keeps large pieces for later, and memory seems to grow.
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "1048576");
        builder.environment().put("MALLOC_TRIM_THRESHOLD_", "1048576");
        Process child = builder.redirectErrorStream(true).start();
        Deque<String> lines = new ArrayDeque<>();
        Thread reader = new Thread(() -> readLines(child, lines), "output of the child");
        reader.start();
        boolean hangs = !awaitEnd(child);
        child.destroyForcibly();
        int code = child.waitFor();
        reader.join();
        return hangs ? "no end in sight" : code == 0 ? "" : "exit code " + code + "\n" + String.join("\n", lines);
    }

    private boolean awaitEnd(Process child) throws InterruptedException {
        long number = -1;
        Duration cpuTime = Duration.ZERO;
        long startNanos = 0;
        while (!child.waitFor(500, TimeUnit.MILLISECONDS)) {
            Duration cpuTimeNow = child.info().totalCpuDuration().orElse(Duration.ZERO);
            if (ledger.number() != number) {
                number = ledger.number();
                cpuTime = cpuTimeNow;
                startNanos = System.nanoTime();
            } else if (cpuTimeNow.minus(cpuTime).compareTo(MOST_CPU_TIME) > 0
                    || System.nanoTime() - startNanos > MOST_TIME.toNanos()) {
                return false;
            }
        }
        return true;
    }

    /** libjpeg writes a line for each damaged image: only the last ones are of interest. */
    private static void readLines(Process child, Deque<String> lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.addLast(line);
                if (lines.size() > LINES_KEPT) {
                    lines.removeFirst();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many images of each format had which outcome. */
    String table() {
        List<DecodeFailure> reasons = List.of(DecodeFailure.values());
        StringBuilder table = new StringBuilder(String.format("%-6s%20s", "", "decoded"));
        reasons.forEach(failure -> table.append(String.format("%20s", failure.word())));
        for (Format format : Format.values()) {
            table.append(String.format("%n%-6s%20d", format, ledger.decoded(format)));
            reasons.forEach(failure -> table.append(String.format("%20d", ledger.failed(format, failure))));
        }
        return table.append(String.format(
                        "%nresident memory: %d MB after a fifth, %d MB at the end%nslowest: image %d, %.2f s twice",
                        ledger.residentEarly() >> 20,
                        ledger.residentLate() >> 20,
                        ledger.slowest(),
                        ledger.slowestNanos() / 2e9))
                .toString();
    }
}
