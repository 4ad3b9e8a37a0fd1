package io.pawstream.benchmark.latency;

import static io.pawstream.benchmark.Statistics.median;

import io.pawstream.benchmark.BenchOptions;
import io.pawstream.benchmark.Results;
import io.pawstream.benchmark.Workload;
import io.pawstream.model.ModelException;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench latency}: the time of an answer under loads, without and with a shadow model beside the live one. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = {
            "Time from the moment when an image is due to its committed answer, at shares of the rate that the processor can"
                    + " do; without, and if wanted with a shadow model, in turns.",
            "The broker is in this process, the processor in one of its own."
        })
public final class LatencyCommand implements Callable<Integer> {

    private static final String KIND = "latency";
    private static final Duration READY = Duration.ofMinutes(2);
    private static final int BURST = 3_000;
    private static final double[] PERCENTILES = {50, 99, 99.9};

    private final Path home;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "the model that classifies (default: ${DEFAULT-VALUE})")
    private String model = "model5-8bit";

    @Option(names = "--shadow", paramLabel = "NAME", description = "compares with a shadow model (default: none)")
    private String shadow;

    @Option(
            names = "--loads",
            split = ",",
            paramLabel = "S",
            description = "images per second, as shares of those that the processor can do (default: ${DEFAULT-VALUE})")
    private List<Double> loads = List.of(0.25, 0.5, 0.75);

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "images before anything is measured (default: ${DEFAULT-VALUE})")
    private int warmUp = 20_000;

    @Option(names = "--seconds", paramLabel = "N", description = "length of each turn (default: ${DEFAULT-VALUE})")
    private int seconds = 20;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    private Workload workload;
    private int published;

    /**
     * The command.
     *
     * @param home folder of the project: models and the built processor are below it
     */
    public LatencyCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    @Override
    public Integer call() throws Exception {
        loads.forEach(load ->
                options.require(load > 0 && load <= 1, "--loads has " + load + "; each must be above 0 and at most 1"));
        options.require(warmUp >= 0, "--warm-up is " + warmUp + "; it must be 0 or more");
        options.require(seconds >= 2, "--seconds is " + seconds + "; it must be at least 2");
        int rounds = options.rounds();
        workload = options.workload();
        PrintWriter out = spec.commandLine().getOut();
        Results results = options.results();
        Map<String, String> settings = options.settings(Map.of("pawstream.model", model));
        try (TestEnvironment stage = new TestEnvironment(home, models(), TopicPlan.DEFAULT);
                ProcessorProcess processor = stage.start("bench", settings, List.of())) {
            processor.awaitReady(READY, () -> false);
            String bootstrap = stage.broker().bootstrap();
            double full = fullRate(bootstrap);
            out.printf(Locale.ROOT, "%s: at most %.0f images/s%n", model, full);
            out.printf("%-32s %12s %12s %12s%n", "load", "p50", "p99", "p99.9");
            for (double load : loads) {
                List<Histogram> without = new ArrayList<>();
                List<Histogram> with = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    select(processor, "");
                    without.add(turn(bootstrap, load * full));
                    if (shadow != null) {
                        select(processor, ",\"shadow\":{\"model\":\"" + shadow + "\",\"share\":1}");
                        with.add(turn(bootstrap, load * full));
                    }
                }
                String name = String.format(Locale.ROOT, "%.0f%%, %.0f images/s", 100 * load, load * full);
                print(out, results, name, without);
                if (shadow != null) {
                    print(out, results, "  with " + shadow + " as shadow", with);
                    ratios(out, without, with);
                }
            }
            if (shadow != null) {
                out.printf(
                        Locale.ROOT,
                        "the shadow answered %.0f images, and had no time for %.0f%n",
                        processor.metric("pawstream_shadow_predictions_total"),
                        processor.metric("pawstream_shadow_dropped_total"));
            }
            out.println("written to " + results.write(KIND, "ms", List.of("p50 ms", "p99 ms", "p99.9 ms")));
            out.flush();
        }
        return 0;
    }

    private List<Path> models() throws ModelException {
        List<Path> folders = new ArrayList<>(List.of(options.model(home, model).folder()));
        if (shadow != null) {
            folders.add(options.model(home, shadow).folder());
        }
        return folders;
    }

    /** The rate of images that are published at once, after many others: compilers take a while. */
    private double fullRate(String bootstrap) {
        try (AnswerTimes answers = new AnswerTimes(bootstrap);
                NumberedImages first = images(bootstrap, warmUp, 1e9);
                NumberedImages rest = images(bootstrap, BURST, 1e9)) {
            answers.measure(first, published - BURST - warmUp, warmUp, 0);
            long start = System.nanoTime();
            answers.measure(rest, published - BURST, BURST, 0);
            return BURST / ((System.nanoTime() - start) * 1e-9);
        }
    }

    private Histogram turn(String bootstrap, double rate) {
        int count = (int) (rate * seconds);
        try (AnswerTimes answers = new AnswerTimes(bootstrap);
                NumberedImages images = images(bootstrap, count, rate)) {
            return answers.measure(images, published - count, count, (int) rate);
        }
    }

    private NumberedImages images(String bootstrap, int count, double rate) {
        NumberedImages images = new NumberedImages(bootstrap, published, count, rate, workload);
        published += count;
        return images;
    }

    private void select(ProcessorProcess processor, String more) throws IOException, InterruptedException {
        processor.select("{\"model\":\"" + model + "\"" + more + "}");
        // Until it is in force.
        Thread.sleep(2_000);
    }

    private static void print(PrintWriter out, Results results, String name, List<Histogram> turns) {
        out.printf("%-32s", name);
        for (double percentile : PERCENTILES) {
            double millis = median(turns, turn -> millis(turn, percentile));
            out.printf(Locale.ROOT, " %9.1f ms", millis);
            results.add(KIND, name.trim(), Map.of(label(percentile) + " ms", millis));
        }
        out.println();
        out.flush();
    }

    private static void ratios(PrintWriter out, List<Histogram> without, List<Histogram> with) {
        out.printf("%-32s", "  ratio, median of the turns");
        for (double percentile : PERCENTILES) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < with.size(); i++) {
                ratios.add(millis(with.get(i), percentile) / millis(without.get(i), percentile));
            }
            out.printf(Locale.ROOT, " %12.2f", median(ratios, ratio -> ratio));
        }
        out.println();
    }

    private static String label(double percentile) {
        return "p"
                + (percentile == (int) percentile ? Integer.toString((int) percentile) : Double.toString(percentile));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
