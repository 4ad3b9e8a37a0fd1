package io.pawstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A broker as a child process, which can be killed. */
final class BrokerProcess {

    private static final int HEAP_MEGABYTES = 256;
    private static final long START_TIMEOUT_SECONDS = 120;
    private static final long STOP_TIMEOUT_SECONDS = 30;
    private static final long END_TIMEOUT_SECONDS = 60;

    /** The logger that names the reason why a broker can no longer use its disk. */
    private static final String DISK_LOGGER = "org.apache.kafka.storage.internals.log.LogDirFailureChannel";

    private static final String FULL_DISK = "No space left on device";

    private final Process process;
    private final Path log;

    private BrokerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a broker with the classes of this process. It does not serve clients yet.
     *
     * @param settings file with the settings of the broker
     * @param jvmOptions additional JVM options
     * @param log file to which the process appends its output
     */
    static BrokerProcess start(Path settings, List<String> jvmOptions, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.log." + DISK_LOGGER + "=error",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(jvmOptions);
        command.addAll(List.of(BrokerMain.class.getName(), settings.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new BrokerProcess(builder.start(), log);
    }

    /**
     * Waits until the broker serves clients.
     *
     * @throws IOException if it ends, or is not ready after 2 minutes; the message includes the end of its log
     */
    void awaitStarted() throws IOException, InterruptedException {
        CompletableFuture<Boolean> started = CompletableFuture.supplyAsync(this::reportsStart);
        try {
            if (started.get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (TimeoutException e) {
            throw new IOException(
                    "the Kafka broker has not started after " + START_TIMEOUT_SECONDS + " s: " + LogEnd.of(log), e);
        } catch (ExecutionException e) {
            throw new IOException("cannot read the output of the Kafka broker: " + e.getCause(), e);
        }
        throw new IOException("the Kafka broker has ended: " + LogEnd.of(log));
    }

    private boolean reportsStart() {
        try {
            BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            return BrokerMain.STARTED.equals(output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the CPU time so far in nanoseconds, 0 if the process has exited} */
    long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /**
     * Waits until the process has ended because its disk is full.
     *
     * @throws IOException if it runs after a minute, or has ended for another reason
     */
    void awaitEndOnFullDisk() throws IOException, InterruptedException {
        if (!process.waitFor(END_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the Kafka broker still runs after " + END_TIMEOUT_SECONDS + " s on a full disk: "
                    + LogEnd.of(log));
        }
        if (!Files.readString(log).contains(FULL_DISK)) {
            throw new IOException("the Kafka broker has not ended because of its full disk: " + LogEnd.of(log));
        }
    }

    /** Kills the process with SIGKILL and waits until it has exited. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the process with SIGTERM, upon which it hands its partitions over. Kills it if it runs after 30 s. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
