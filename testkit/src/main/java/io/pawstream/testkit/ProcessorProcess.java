package io.pawstream.testkit;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The stream processor as a process of its own, which can be asked whether it is ready, stopped, and killed. */
public final class ProcessorProcess implements AutoCloseable {

    private static final Path JAR = Path.of("stream-processor", "target", "quarkus-app", "quarkus-run.jar");
    /** A terminal sends Ctrl-C to child processes too; this one ends when its parent says so, its work done. */
    private static final List<String> IGNORING_CTRL_C =
            File.separatorChar == '/' ? List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh") : List.of();

    /** As in the launcher and the container file: see there. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "OPENCV_LOG_LEVEL", "SILENT",
            "MALLOC_MMAP_THRESHOLD_", "1048576",
            "MALLOC_TRIM_THRESHOLD_", "1048576");

    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

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
     * What to start.
     *
     * @param home folder of the project
     * @param bootstrap the broker, {@code host:port}
     * @param port HTTP port, free
     * @param heapMegabytes largest heap
     * @param jvmOptions more options of the JVM
     * @param settings settings of the service by their names, for instance {@code pawstream.model}
     * @param log file for its output
     */
    public record Spec(
            Path home,
            String bootstrap,
            int port,
            int heapMegabytes,
            List<String> jvmOptions,
            Map<String, String> settings,
            Path log) {

        /** Without more options. */
        public Spec(Path home, String bootstrap, int port, int heapMegabytes, Map<String, String> settings, Path log) {
            this(home, bootstrap, port, heapMegabytes, List.of(), settings, log);
        }
    }

    /**
     * Starts the service; it is not ready yet.
     *
     * @throws IOException if it is not built or cannot be started
     */
    public static ProcessorProcess start(Spec spec) throws IOException {
        Path jar = spec.home().resolve(JAR);
        if (!Files.isRegularFile(jar)) {
            throw new IOException("the stream processor is not built: there is no " + jar + "; run ./mvnw package");
        }
        Map<String, String> settings = new TreeMap<>(spec.settings());
        settings.put("quarkus.http.port", Integer.toString(spec.port()));
        settings.put("quarkus.kafka-streams.bootstrap-servers", spec.bootstrap());
        List<String> command = new ArrayList<>(IGNORING_CTRL_C);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + spec.heapMegabytes() + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true"));
        command.addAll(spec.jvmOptions());
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(jar.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        ENVIRONMENT.forEach(builder.environment()::putIfAbsent);
        return new ProcessorProcess(builder.start(), spec.port(), spec.log());
    }

    /**
     * Waits until the service is ready.
     *
     * @param timeout how long at most
     * @param cancelled whether to give up; asked again and again
     * @throws InterruptedException if it was cancelled
     * @throws IOException if it ends before, or the time is over; the message has the end of its log
     */
    public void awaitReady(Duration timeout, BooleanSupplier cancelled) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!isReady()) {
            if (cancelled.getAsBoolean()) {
                throw new InterruptedException("stopped before the stream processor was ready");
            }
            if (!process.isAlive()) {
                throw new IOException("the stream processor ended with code " + process.exitValue() + ":\n" + logEnd());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "the stream processor was not ready after " + timeout.toSeconds() + " s:\n" + logEnd());
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** Whether readiness says yes. */
    public boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where the service answers. */
    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    /** An HTTP GET of the service. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Selects models for all instances.
     *
     * @param selection as {@code PUT /selection} takes it, JSON
     * @throws IOException if the service refuses; the message has its answer
     */
    public void select(String selection) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/selection"))
                .timeout(Duration.ofSeconds(15))
                .PUT(HttpRequest.BodyPublishers.ofString(selection))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the processor does not take the selection " + selection + ", status "
                    + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Sum of a metric over all its labels; 0 if it is not there. */
    public double metric(String name) throws IOException, InterruptedException {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Number of its process. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * A line of its {@code /proc/PID/status}, in bytes: {@code VmRSS} for the memory that it has, {@code VmHWM} for the most
     * that it had.
     *
     * @throws IOException on a system without, or if it has ended
     */
    public long memoryBytes(String line) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(each -> each.startsWith(line + ":"))
                .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow(() -> new IOException("the process has no line " + line));
    }

    /**
     * Processor time that it has used, in nanoseconds.
     *
     * @throws IOException if the system does not tell
     */
    public long cpuNanos() throws IOException {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("the system does not tell the processor time of a process"))
                .toNanos();
    }

    /** Its exit code, after its end: 143 after {@link #close}, 134 if it crashed. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Kills it without warning, as {@code kill -9} does, and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The last lines of its log. */
    public String logEnd() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Stops it as {@code kill} does, and kills it if that takes longer than a container would get. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
