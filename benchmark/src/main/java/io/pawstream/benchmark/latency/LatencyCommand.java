package io.pawstream.benchmark.latency;

import io.pawstream.quickstart.NumberedPictures;
import io.pawstream.quickstart.ProcessorProcess;
import io.pawstream.quickstart.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench latency}: the time of an answer, without and with a shadow model beside the live one. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description =
                "Time from the moment when a picture is due to its committed answer, without and with a shadow model,"
                        + " in turns. The broker is in this process, the processor in one of its own.")
public final class LatencyCommand implements Callable<Integer> {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final int BURST = 3_000;

    private final Path home;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "the model that classifies (default: ${DEFAULT-VALUE})")
    private String model = "model5";

    @Option(names = "--shadow", paramLabel = "NAME", description = "the shadow model (default: ${DEFAULT-VALUE})")
    private String shadow = "model3";

    @Option(
            names = "--load",
            paramLabel = "S",
            description =
                    "pictures a second, as a share of those that the processor can do (default: ${DEFAULT-VALUE})")
    private double load = 0.5;

    @Option(names = "--seconds", paramLabel = "N", description = "length of each turn (default: ${DEFAULT-VALUE})")
    private int seconds = 30;

    @Option(names = "--rounds", paramLabel = "N", description = "turns of each kind (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Spec
    private CommandSpec spec;

    private int published;

    /**
     * The command.
     *
     * @param home folder of the project: models and the built processor are below it
     */
    public LatencyCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        if (!(load > 0 && load <= 1) || seconds < 2 || rounds < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--load is " + load + ", --seconds " + seconds + ", --rounds " + rounds
                            + "; they must be above 0 and at most 1, at least 2, and at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Stage stage = new Stage(
                        home.toAbsolutePath(),
                        Stream.of(model, shadow).distinct().toList());
                ProcessorProcess processor = stage.start("bench", Map.of("pawstream.model", model), List.of())) {
            processor.awaitReady(READY, () -> false);
            String bootstrap = stage.broker().bootstrap();
            double rate = load * fullRate(bootstrap);
            out.printf(Locale.ROOT, "%.0f pictures/s, which is %.0f%% of what it can do%n", rate, 100 * load);
            List<Histogram> without = new ArrayList<>();
            List<Histogram> with = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                select(processor, "{\"model\":\"" + model + "\"}");
                without.add(turn(bootstrap, rate));
                select(
                        processor,
                        "{\"model\":\"" + model + "\",\"shadow\":{\"model\":\"" + shadow + "\",\"share\":1}}");
                with.add(turn(bootstrap, rate));
            }
            print(without, with, out);
            out.println(processor
                    .get("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("pawstream_shadow_answers_total")
                            || line.startsWith("pawstream_shadow_dropped_total"))
                    .reduce("", (all, line) -> all + line + "\n"));
            out.flush();
        }
        return 0;
    }

    /** The rate of the second half of many pictures that are published at once. */
    private double fullRate(String bootstrap) throws IOException {
        try (AnswerTimes answers = new AnswerTimes(bootstrap);
                NumberedPictures half = pictures(bootstrap, BURST, 1e9);
                NumberedPictures rest = pictures(bootstrap, BURST, 1e9)) {
            answers.measure(half, published - 2 * BURST, BURST, 0);
            long start = System.nanoTime();
            answers.measure(rest, published - BURST, BURST, 0);
            return BURST / ((System.nanoTime() - start) * 1e-9);
        }
    }

    private Histogram turn(String bootstrap, double rate) throws IOException {
        int count = (int) (rate * seconds);
        try (AnswerTimes answers = new AnswerTimes(bootstrap);
                NumberedPictures pictures = pictures(bootstrap, count, rate)) {
            return answers.measure(pictures, published - count, count, (int) rate);
        }
    }

    private NumberedPictures pictures(String bootstrap, int count, double rate) throws IOException {
        NumberedPictures pictures = new NumberedPictures(bootstrap, published, count, rate, 1);
        published += count;
        return pictures;
    }

    private static void select(ProcessorProcess processor, String selection) throws IOException, InterruptedException {
        processor.select(selection);
        // Until it is in force.
        Thread.sleep(2_000);
    }

    private static void print(List<Histogram> without, List<Histogram> with, PrintWriter out) {
        out.printf("%-12s %12s %12s %8s %s%n", "percentile", "without", "with shadow", "ratio", "ratios of the turns");
        for (double percentile : new double[] {50, 99, 99.9}) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < with.size(); i++) {
                ratios.add(millis(with.get(i), percentile) / millis(without.get(i), percentile));
            }
            out.printf(
                    Locale.ROOT,
                    "%-12s %9.1f ms %9.1f ms %8.2f %s%n",
                    "p" + percentile,
                    median(without.stream()
                            .map(turn -> millis(turn, percentile))
                            .toList()),
                    median(with.stream().map(turn -> millis(turn, percentile)).toList()),
                    median(ratios),
                    ratios.stream()
                            .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                            .toList());
        }
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
