package io.pawstream.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The stream processor as a child process: starts it, queries its HTTP API, stops it and kills it. */
public final class ProcessorProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Process process;
    private final int port;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private ProcessorProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts the service. It is not ready yet.
     *
     * @param spec what to start
     * @return the process; the caller closes it
     * @throws IOException if the processor is not built or cannot be started
     */
    public static ProcessorProcess start(ProcessorSpec spec) throws IOException {
        return new ProcessorProcess(ProcessorCommand.of(spec).start(), spec.port(), spec.log());
    }

    /**
     * Waits until the service is ready.
     *
     * @param timeout maximum time to wait
     * @param cancelled polled every 100 ms; true stops the wait
     * @throws InterruptedException if {@code cancelled} returned true or the thread is interrupted
     * @throws IOException if the process ends or the timeout expires; the message includes the end of its log
     */
    public void awaitReady(Duration timeout, BooleanSupplier cancelled) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!isReady()) {
            if (cancelled.getAsBoolean()) {
                throw new InterruptedException("stopped before the stream processor was ready");
            }
            if (!process.isAlive()) {
                throw new IOException("stream processor exited with code " + process.exitValue()
                        + "; its last log lines:\n" + logEnd());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("stream processor is not ready after " + timeout.toSeconds()
                        + " s; its last log lines:\n" + logEnd());
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    /**
     * Returns whether the readiness check succeeds.
     *
     * @return true if the service reports that it is ready; false if it does not, or cannot be reached
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the base address of the HTTP API.
     *
     * @return absolute URI without a path
     */
    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    /**
     * Sends a GET request.
     *
     * @param path path of the resource, starting with a slash
     * @return the response, with any status
     * @throws IOException if there is no response within 5 s
     * @throws InterruptedException if the thread is interrupted
     */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Sets the model selection of all instances.
     *
     * @param selection JSON for {@code PUT /selection}
     * @throws IOException if the service does not respond within 20 s or rejects the selection; the message includes
     *     the response
     * @throws InterruptedException if the thread is interrupted
     */
    public void select(String selection) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/selection"))
                .timeout(Duration.ofSeconds(20))
                .PUT(HttpRequest.BodyPublishers.ofString(selection))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "cannot set selection " + selection + ": status " + response.statusCode() + ", " + response.body());
        }
    }

    /**
     * Reads a metric.
     *
     * @param name name of the metric without labels
     * @return sum over all labels; 0 if the metric does not exist
     * @throws IOException if the service does not respond within 5 s
     * @throws InterruptedException if the thread is interrupted
     */
    public double metric(String name) throws IOException, InterruptedException {
        return sum(metrics(), name);
    }

    /**
     * Reads all metrics.
     *
     * @return metrics in the text format of Prometheus
     * @throws IOException if the service does not respond within 5 s
     * @throws InterruptedException if the thread is interrupted
     */
    public String metrics() throws IOException, InterruptedException {
        return get("/q/metrics").body();
    }

    /** {@return the sum of a metric over all its labels} The metrics are in the text format of Prometheus. */
    static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /**
     * Returns the process id.
     *
     * @return id assigned by the operating system
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Returns whether the process is running.
     *
     * @return false once it has exited
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Returns the memory of the process, on Linux only.
     *
     * @param line line of {@code /proc/PID/status}: {@code VmRSS} for the resident memory, {@code VmHWM} for its peak
     * @return bytes
     * @throws IOException if the file or the line does not exist, for example because the process has exited
     */
    public long memoryBytes(String line) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(each -> each.startsWith(line + ":"))
                .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow(() -> new IOException("no line " + line + " in " + status));
    }

    /**
     * Returns the CPU time that the process has used.
     *
     * @return nanoseconds, of all threads together
     * @throws IOException if the operating system does not report it
     */
    public long cpuNanos() throws IOException {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("CPU time of process " + process.pid() + " is not available"))
                .toNanos();
    }

    /**
     * Calls back once the process has exited, on another thread.
     *
     * @param action called once
     */
    public void onExit(Runnable action) {
        var unused = process.onExit().thenRun(action);
    }

    /**
     * Returns the exit code of the process.
     *
     * @return 143 after {@link #close}, 134 after a crash of the JVM
     * @throws IllegalThreadStateException if the process is still running
     */
    public int exitCode() {
        return process.exitValue();
    }

    /**
     * Kills the process with SIGKILL and waits until it has exited.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Pauses the process with SIGSTOP. It notices nothing until {@link #resume}.
     *
     * @throws IOException if the process has exited, or the operating system is Windows
     * @throws InterruptedException if the thread is interrupted
     */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /**
     * Resumes the process with SIGCONT.
     *
     * @throws IOException if the process has exited, or the operating system is Windows
     * @throws InterruptedException if the thread is interrupted
     */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException(
                    "cannot send SIG" + name + " to process " + pid() + ": kill exited with code " + exitCode);
        }
    }

    /**
     * Returns the end of the log.
     *
     * @return at most 20 lines, or the reason why the log cannot be read
     */
    public String logEnd() {
        return LogEnd.of(log);
    }

    /** Stops the process with SIGTERM, and kills it if it has not exited after 30 s. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
