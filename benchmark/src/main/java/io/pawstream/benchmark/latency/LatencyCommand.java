package io.pawstream.benchmark.latency;

import static io.pawstream.benchmark.shared.Statistics.median;
import static io.pawstream.benchmark.shared.Statistics.medianRatio;

import com.sun.management.OperatingSystemMXBean;
import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.Results;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.model.ModelException;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench latency}: latency at several loads, optionally compared with a shadow model. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = {
            "Measures latency at several loads: the time from when an image is due until a subscriber reads its committed"
                    + " result, and the part of each stage of the processor. With --shadow, rounds without and with a"
                    + " shadow model alternate.",
            "The broker runs in this process, the processor in another one."
        })
public final class LatencyCommand implements Callable<Integer> {

    private static final String BENCHMARK = "latency";
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final int MAX_THROUGHPUT_IMAGES = 6_000;
    /** Images without a result while the maximum throughput is measured: about 100 ms of work on 2 cores. */
    private static final int IN_PROGRESS = 64;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final double[] PERCENTILES = {50, 99, 99.9};

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "Model to use (default: ${DEFAULT-VALUE}).")
    private String model = "model5-8bit";

    @Option(names = "--shadow", paramLabel = "NAME", description = "Shadow model to compare with (default: none).")
    private @Nullable String shadow;

    @Option(
            names = "--loads",
            split = ",",
            paramLabel = "S",
            description = "Loads as shares of the maximum throughput, each above 0 and at most 1 (default:"
                    + " ${DEFAULT-VALUE}).")
    private List<Double> loads = List.of(0.25, 0.5, 0.75);

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Images of the warm-up, at least 0 (default: ${DEFAULT-VALUE}).")
    private int warmUp = 20_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Duration of a round, at least 2; the first second is a warm-up (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    private int published;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models and the built processor
     */
    public LatencyCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    /**
     * Runs the rounds and prints the medians.
     *
     * @return 0
     * @throws Exception if a model is missing, or broker or processor fail
     */
    @Override
    public Integer call() throws Exception {
        loads.forEach(load -> options.require(
                load > 0 && load <= 1, "--loads contains " + load + "; each must be above 0 and at most 1"));
        options.require(warmUp >= 0, "--warm-up is " + warmUp + "; it must be at least 0");
        options.require(seconds >= 2, "--seconds is " + seconds + "; it must be at least 2");
        int rounds = options.rounds();
        Workload workload = options.workload();
        PrintWriter out = spec.commandLine().getOut();
        Results results = options.results();
        Map<String, String> settings = options.settings(Map.of("pawstream.model", model));
        try (TestEnvironment environment = new TestEnvironment(home, models(), TopicPlan.DEFAULT);
                ProcessorProcess processor = environment.start("bench", settings, List.of())) {
            processor.awaitReady(READY_TIMEOUT, () -> false);
            String bootstrap = environment.broker().bootstrap();
            maxThroughput(bootstrap, workload, warmUp);
            Usage start = usage(processor);
            double maxThroughput = maxThroughput(bootstrap, workload, MAX_THROUGHPUT_IMAGES);
            out.printf(
                    Locale.ROOT,
                    "%s: maximum throughput %.0f images/s; %s%n",
                    model,
                    maxThroughput,
                    cpu(start, usage(processor)));
            out.printf("%-32s %14s %14s %14s%n", "load", "latency p50", "latency p99", "latency p99.9");
            for (double load : loads) {
                double rate = load * maxThroughput;
                Usage before = usage(processor);
                List<LatencyRecorder> without = new ArrayList<>();
                List<LatencyRecorder> with = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    select(processor, "");
                    without.add(round(bootstrap, workload, rate));
                    if (shadow != null) {
                        select(processor, ",\"shadow\":{\"model\":\"" + shadow + "\",\"share\":1}");
                        with.add(round(bootstrap, workload, rate));
                    }
                }
                print(out, results, String.format(Locale.ROOT, "%.0f%%, %.0f images/s", 100 * load, rate), without);
                if (shadow == null) {
                    Usage after = usage(processor);
                    out.println("  " + cpu(before, after));
                    out.println("  p50/p99 by stage in ms: " + after.stages.since(before.stages));
                } else {
                    print(out, results, "  with " + shadow + " as shadow", with);
                    printRatios(out, with, without);
                }
            }
            if (shadow != null) {
                out.printf(
                        Locale.ROOT,
                        "shadow model: %.0f predictions, %.0f images dropped%n",
                        processor.metric("pawstream_shadow_predictions_total"),
                        processor.metric("pawstream_shadow_dropped_total"));
            }
            List<String> plotted = List.of(valueName(50), valueName(99), valueName(99.9));
            out.println("results written to " + results.write(BENCHMARK, "latency (ms)", plotted));
            out.flush();
        }
        return 0;
    }

    private List<Path> models() throws ModelException {
        List<Path> directories =
                new ArrayList<>(List.of(options.model(home, model).folder()));
        if (shadow != null) {
            directories.add(options.model(home, shadow).folder());
        }
        return directories;
    }

    /**
     * What was used since the start.
     *
     * @param images number of published images
     * @param processorNanos CPU time of the processor
     * @param otherNanos CPU time of broker, publisher and subscriber
     * @param stages time in each stage of the processor
     */
    private record Usage(int images, long processorNanos, long otherNanos, StageTimes stages) {}

    private Usage usage(ProcessorProcess processor) throws IOException, InterruptedException {
        return new Usage(
                published, processor.cpuNanos(), SYSTEM.getProcessCpuTime(), StageTimes.of(processor.metrics()));
    }

    private static String cpu(Usage before, Usage after) {
        double images = Math.max(1, after.images - before.images);
        return String.format(
                Locale.ROOT,
                "CPU ms/image: processor %.2f, broker and clients %.2f",
                (after.processorNanos - before.processorNanos) * 1e-6 / images,
                (after.otherNanos - before.otherNanos) * 1e-6 / images);
    }

    /**
     * Publishes an image for each result. The throughput therefore includes publishing, and requests as small as at a
     * constant rate.
     *
     * @return images/s
     */
    private double maxThroughput(String bootstrap, Workload workload, int count) throws IOException {
        Semaphore free = new Semaphore(IN_PROGRESS);
        IntFunction<byte[]> whenFree = number -> {
            free.acquireUninterruptibly();
            return workload.apply(number);
        };
        try (LatencyMeter meter = new LatencyMeter(bootstrap);
                NumberedImages images = images(bootstrap, whenFree, count, 1e9)) {
            long start = System.nanoTime();
            meter.measure(images, count, 0, free::release);
            return count / ((System.nanoTime() - start) * 1e-9);
        }
    }

    private LatencyRecorder round(String bootstrap, Workload workload, double rate) throws IOException {
        int count = (int) (rate * seconds);
        int firstMeasured = published + (int) rate;
        try (LatencyMeter meter = new LatencyMeter(bootstrap);
                NumberedImages images = images(bootstrap, workload, count, rate)) {
            return meter.measure(images, count, firstMeasured);
        }
    }

    private NumberedImages images(String bootstrap, IntFunction<byte[]> workload, int count, double rate) {
        NumberedImages images = new NumberedImages(bootstrap, published, count, rate, workload);
        published += count;
        return images;
    }

    private void select(ProcessorProcess processor, String more) throws IOException, InterruptedException {
        processor.select("{\"model\":\"" + model + "\"" + more + "}");
        // The selection becomes active within this time.
        Thread.sleep(2_000);
    }

    private static void print(PrintWriter out, Results results, String name, List<LatencyRecorder> rounds) {
        out.printf("%-32s", name);
        for (double percentile : PERCENTILES) {
            double millis = median(rounds, round -> round.millis(percentile));
            out.printf(Locale.ROOT, " %11.1f ms", millis);
            results.add(name.trim(), Map.of(valueName(percentile), millis));
        }
        out.println();
        out.flush();
    }

    private static void printRatios(PrintWriter out, List<LatencyRecorder> with, List<LatencyRecorder> without) {
        out.printf("%-32s", "  ratio, median of the rounds");
        for (double percentile : PERCENTILES) {
            out.printf(Locale.ROOT, " %14.2f", medianRatio(with, without, round -> round.millis(percentile)));
        }
        out.println();
    }

    /** {@return the name of a percentile in the results, for example {@code latency p99.9 (ms)}} */
    static String valueName(double percentile) {
        String number =
                percentile == (int) percentile ? Integer.toString((int) percentile) : Double.toString(percentile);
        return "latency p" + number + " (ms)";
    }
}
