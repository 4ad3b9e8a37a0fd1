package io.pawstream.benchmark.throughput;

import static io.pawstream.benchmark.shared.Statistics.median;
import static io.pawstream.benchmark.shared.Statistics.spread;

import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.Results;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.model.ModelDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench scaling}: throughput and CPU time for several partitions, threads, instances and image sizes. */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        description =
                "Measures throughput and CPU time per image with 1 and 4 partitions, 1 and 2 stream threads, 1 and 2"
                        + " instances of one core each, and images of 200x200, 500x375 and 4000x3000 pixels.")
public final class ScalingCommand implements Callable<Integer> {

    private static final String BENCHMARK = "scaling";
    private static final String IMAGES_PER_CPU_SECOND = "images/CPU s";
    private static final String BATCH_SIZE = "mean batch size";
    private static final int SCALED_IMAGES = 20;

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "Model to use (default: ${DEFAULT-VALUE}).")
    private String model = "model5-8bit";

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Images in the topic, at least 300 (default: ${DEFAULT-VALUE}).")
    private int events = 15_000;

    @Option(
            names = "--vary",
            paramLabel = "WHAT",
            split = ",",
            description = "What to vary: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Dimension> dimensions = EnumSet.allOf(Dimension.class);

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /** What the benchmark varies. */
    enum Dimension {
        THREADS,
        INSTANCES,
        SIZES;

        /** {@return the name on the command line} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models and the built processor
     */
    public ScalingCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    /**
     * Runs the rounds and prints the medians.
     *
     * @return 0
     * @throws Exception if the model is missing, or broker or processor fail
     */
    @Override
    public Integer call() throws Exception {
        options.require(events >= 300, "--events is " + events + "; it must be at least 300");
        int rounds = options.rounds();
        PrintWriter out = spec.commandLine().getOut();
        Map<String, CatchUp> plans = plans(options.model(home, model), options.workload());
        Map<String, List<CatchUp.Result>> measured = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, CatchUp> plan : plans.entrySet()) {
                measured.computeIfAbsent(plan.getKey(), name -> new ArrayList<>())
                        .add(plan.getValue().run(home));
            }
        }
        Results results = options.results();
        out.printf(
                "%-44s %22s %7s %14s %14s %16s%n",
                model,
                Throughput.IMAGES_PER_SECOND,
                "spread",
                Throughput.CPU_MILLIS_PER_IMAGE,
                IMAGES_PER_CPU_SECOND,
                BATCH_SIZE);
        measured.forEach((name, each) -> print(out, results, name, each));
        out.println("results written to "
                + results.write(
                        BENCHMARK,
                        Throughput.IMAGES_PER_SECOND,
                        List.of(Throughput.IMAGES_PER_SECOND, IMAGES_PER_CPU_SECOND)));
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, Results results, String name, List<CatchUp.Result> rounds) {
        Throughput median = new Throughput(
                median(rounds, round -> round.throughput().imagesPerSecond()),
                median(rounds, round -> round.throughput().cpuMillisPerImage()));
        double imagesPerCpuSecond = 1000 / median.cpuMillisPerImage();
        double batchSize = median(rounds, CatchUp.Result::meanBatchSize);
        out.printf(
                Locale.ROOT,
                "%-44s %22.0f %6.0f%% %14.2f %14.0f %16.1f%n",
                name,
                median.imagesPerSecond(),
                100 * spread(rounds, round -> round.throughput().imagesPerSecond()),
                median.cpuMillisPerImage(),
                imagesPerCpuSecond,
                batchSize);
        results.add(name, median.values());
        results.add(name, Map.of(IMAGES_PER_CPU_SECOND, imagesPerCpuSecond, BATCH_SIZE, batchSize));
    }

    private Map<String, CatchUp> plans(ModelDirectory directory, Workload workload) throws IOException {
        Map<String, CatchUp> plans = new LinkedHashMap<>();
        if (dimensions.contains(Dimension.THREADS)) {
            for (int partitions : new int[] {1, 4}) {
                for (int threads : new int[] {1, 2}) {
                    plans.put(
                            count(partitions, "partition") + ", " + count(threads, "stream thread"),
                            plan(directory, workload, events, new Deployment(partitions, threads, 1, false)));
                }
            }
        }
        if (dimensions.contains(Dimension.INSTANCES)) {
            for (int instances : new int[] {1, 2}) {
                plans.put(
                        count(instances, "instance") + " of one core",
                        plan(directory, workload, events, new Deployment(4, 2, instances, true)));
            }
        }
        if (dimensions.contains(Dimension.SIZES)) {
            for (int[] size : new int[][] {{200, 200}, {500, 375}, {4000, 3000}}) {
                Workload scaled = workload.scaled(size[0], size[1], SCALED_IMAGES);
                // Images of 12 megapixels take about 60 times as long.
                int count = size[0] > 1000 ? Math.max(300, events / 10) : events;
                plans.put(
                        "images of " + size[0] + "x" + size[1],
                        plan(directory, scaled, count, Deployment.withStreamThreads(2)));
            }
        }
        return plans;
    }

    private CatchUp plan(ModelDirectory directory, Workload workload, int count, Deployment deployment) {
        return new CatchUp(directory, workload, count, deployment, options.settings(Map.of()));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
