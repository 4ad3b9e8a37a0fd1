package io.pawstream.benchmark.throughput;

import static io.pawstream.benchmark.shared.Statistics.median;
import static io.pawstream.benchmark.shared.Statistics.medianRatio;
import static io.pawstream.benchmark.shared.Statistics.spread;

import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.ResultCounter;
import io.pawstream.benchmark.shared.Results;
import io.pawstream.model.ModelDirectory;
import io.pawstream.testkit.ProcessorProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench monitoring}: the overhead of an open live page and of metric scrapes. */
@Command(
        name = "monitoring",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the overhead of monitoring: the pipeline processes a full topic, in alternating rounds without and"
                    + " with an open live page and metric scrapes every 5 s.",
            "All rounds use the same run of the processor."
        })
public final class MonitoringCommand implements Callable<Integer> {

    private static final String BENCHMARK = "monitoring";
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "Model to use (default: ${DEFAULT-VALUE}).")
    private String model = "model5-8bit";

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Images in the topic, more than all rounds process (default: ${DEFAULT-VALUE}).")
    private int events = 60_000;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Images before the first round, at least 1 (default: ${DEFAULT-VALUE}).")
    private int warmUp = 15_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Duration of a round, above 0 (default: ${DEFAULT-VALUE}).")
    private double seconds = 8;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models and the built processor
     */
    public MonitoringCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    /**
     * Runs the rounds and prints the medians.
     *
     * @return 0
     * @throws Exception if the model is missing, the topic is too small, or broker or processor fail
     */
    @Override
    public Integer call() throws Exception {
        options.require(seconds > 0, "--seconds is " + seconds + "; it must be above 0");
        options.require(
                warmUp >= 1 && warmUp < events,
                "--warm-up is " + warmUp + "; it must be at least 1 and less than --events, " + events);
        int rounds = options.rounds();
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory directory = options.model(home, model);
        List<Throughput> unmonitored = new ArrayList<>();
        List<Throughput> monitored = new ArrayList<>();
        long receivedBytes = 0;
        Map<String, String> settings = options.settings(Map.of("pawstream.model", model));
        try (FullTopic topic = new FullTopic(home, List.of(directory.folder()), options.workload(), events, 4);
                ProcessorProcess processor = topic.environment().start("bench", settings, List.of());
                ResultCounter subscriber = topic.subscriber()) {
            processor.awaitReady(READY_TIMEOUT, () -> false);
            subscriber.await(warmUp);
            for (int round = 0; round < rounds; round++) {
                // The order alternates, so that a machine that slows down affects both alike.
                if (round % 2 == 0) {
                    unmonitored.add(round(subscriber, processor));
                }
                try (Monitor monitor = Monitor.start(processor.url())) {
                    monitored.add(round(subscriber, processor));
                    receivedBytes += monitor.receivedBytes();
                }
                if (round % 2 == 1) {
                    unmonitored.add(round(subscriber, processor));
                }
            }
        }
        if (receivedBytes == 0) {
            throw new IOException("the live page received no data");
        }
        Results results = options.results();
        out.printf(
                "%-12s %22s %7s %14s%n",
                model, Throughput.IMAGES_PER_SECOND, "spread", Throughput.CPU_MILLIS_PER_IMAGE);
        print(out, results, "unmonitored", unmonitored);
        print(out, results, "monitored", monitored);
        out.printf(
                Locale.ROOT,
                "monitored/unmonitored, median of %d rounds: throughput %.3f, CPU time %.3f; live page %.0f kB/s%n",
                rounds,
                medianRatio(monitored, unmonitored, Throughput::imagesPerSecond),
                medianRatio(monitored, unmonitored, Throughput::cpuMillisPerImage),
                receivedBytes / 1e3 / seconds / rounds);
        out.println("results written to "
                + results.write(BENCHMARK, Throughput.IMAGES_PER_SECOND, List.of(Throughput.IMAGES_PER_SECOND)));
        out.flush();
        return 0;
    }

    private Throughput round(ResultCounter subscriber, ProcessorProcess processor) throws IOException {
        long cpuNanos = processor.cpuNanos();
        long wallNanos = System.nanoTime();
        int images = subscriber.readFor(seconds);
        if (subscriber.results() == events) {
            throw new IOException("the topic was empty before the last round ended; set --events above " + events
                    + ", or reduce --seconds or --rounds");
        }
        return Throughput.of(images, System.nanoTime() - wallNanos, processor.cpuNanos() - cpuNanos);
    }

    private static void print(PrintWriter out, Results results, String name, List<Throughput> rounds) {
        Throughput median = new Throughput(
                median(rounds, Throughput::imagesPerSecond), median(rounds, Throughput::cpuMillisPerImage));
        out.printf(
                Locale.ROOT,
                "%-12s %22.0f %6.0f%% %14.2f%n",
                name,
                median.imagesPerSecond(),
                100 * spread(rounds, Throughput::imagesPerSecond),
                median.cpuMillisPerImage());
        results.add(name, median.values());
    }
}
