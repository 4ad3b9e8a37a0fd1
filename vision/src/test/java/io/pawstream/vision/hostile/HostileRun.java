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

/** The parent process: starts children that decode damaged images and finds the image that ended a child. */
final class HostileRun {

    /** Limit for one image in CPU time, which does not depend on the load of the machine. */
    private static final Duration MAX_CPU_TIME = Duration.ofSeconds(10);

    /** Limit for one image that is blocked. */
    private static final Duration MAX_TIME = Duration.ofMinutes(5);

    private static final int MAX_FAILURES = 20;
    private static final int MAX_LINES = 30;

    private final long seed;
    private final Path directory;
    private final Mutator mutator;
    private final Ledger ledger;
    private final List<String> failures = new ArrayList<>();

    /** Writes the images that failed to a directory. */
    HostileRun(long seed, Path directory) throws IOException {
        this.seed = seed;
        this.directory = Files.createDirectories(directory);
        this.mutator = new Mutator(SeedImages.draw(), seed);
        Files.deleteIfExists(directory.resolve("ledger"));
        this.ledger = new Ledger(directory.resolve("ledger"));
    }

    /** Decodes images 0 to {@code count - 1} and returns a message for each failure; a failure does not end the run. */
    List<String> run(long count) throws IOException, InterruptedException {
        for (long next = 0; next < count && failures.size() < MAX_FAILURES; next = ledger.number() + 1) {
            String end = runChild(next, count);
            if (end.isEmpty()) {
                break;
            }
            Mutant mutant = mutator.mutant(ledger.number());
            Path file = directory.resolve("seed-" + seed + "-image-" + ledger.number());
            Files.write(file, mutant.bytes());
            failures.add("seed " + seed + ", image " + ledger.number() + ": " + mutant + ", written to "
                    + file.toAbsolutePath() + ": " + end);
        }
        return failures;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Returns why the child failed; empty if it decoded all images. */
    private String runChild(long first, long end) throws IOException, InterruptedException {
        ledger.begin(first);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + directory.resolve("hs_err_%p.log"),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                HostileImages.class.getName(),
                directory.resolve("ledger").toString(),
                Long.toString(seed),
                Long.toString(first),
                Long.toString(end));
        // glibc fills small blocks with the pattern only if they do not come from a thread cache.
        builder.environment().put("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0");
        builder.environment().put("OPENCV_LOG_LEVEL", "SILENT");
        // As in the service: otherwise glibc keeps large blocks and memory seems to grow.
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
        return hangs ? "time limit exceeded" : code == 0 ? "" : "exit code " + code + "\n" + String.join("\n", lines);
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
            } else if (cpuTimeNow.minus(cpuTime).compareTo(MAX_CPU_TIME) > 0
                    || System.nanoTime() - startNanos > MAX_TIME.toNanos()) {
                return false;
            }
        }
        return true;
    }

    /** Keeps the last lines only: libjpeg writes one for each damaged image. */
    private static void readLines(Process child, Deque<String> lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.addLast(line);
                if (lines.size() > MAX_LINES) {
                    lines.removeFirst();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a table with the number of images by format and result. */
    String table() {
        List<DecodeFailure> failureKinds = List.of(DecodeFailure.values());
        StringBuilder table = new StringBuilder(String.format("%-6s%20s", "", "decoded"));
        failureKinds.forEach(failure -> table.append(String.format("%20s", failure.word())));
        for (Format format : Format.values()) {
            table.append(String.format("%n%-6s%20d", format, ledger.decoded(format)));
            failureKinds.forEach(failure -> table.append(String.format("%20d", ledger.failed(format, failure))));
        }
        return table.append(String.format(
                        "%nresident memory: %d MB after a fifth, %d MB at the end, %d MB at the peak%nslowest: image %d, %.2f s twice",
                        ledger.residentEarly() >> 20,
                        ledger.residentLate() >> 20,
                        ledger.peak() >> 20,
                        ledger.slowest(),
                        ledger.slowestNanos() / 2e9))
                .toString();
    }
}
