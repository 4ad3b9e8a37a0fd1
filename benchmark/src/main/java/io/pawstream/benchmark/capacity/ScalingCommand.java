package io.pawstream.benchmark.capacity;

import static io.pawstream.benchmark.shared.Statistics.spread;

import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.Results;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.benchmark.throughput.Throughput;
import io.pawstream.model.ModelDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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

/** {@code bench scaling}: throughput, CPU time and memory for several deployments and image sizes. */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        description =
                "Measures throughput, CPU time per image and memory with 1 and 2 stream threads; with 1, 2 and 4 instances"
                        + " of one core each and 4, 16 and 64 partitions; with 1 and 3 brokers; with images in their"
                        + " events and by reference; and with images of 200x200, 500x375 and 4000x3000 pixels.")
public final class ScalingCommand implements Callable<Integer> {

    private static final String BENCHMARK = "scaling";
    private static final String CPU_MILLIS = "CPU ms/image";

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "Model to use (default: ${DEFAULT-VALUE}).")
    private String model = "model5-8bit";

    @Option(
            names = "--vary",
            paramLabel = "WHAT",
            split = ",",
            description = "What to vary: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Dimension> dimensions = EnumSet.allOf(Dimension.class);

    @Mixin
    private LoadOptions loadOptions = new LoadOptions();

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /** What the benchmark varies. */
    enum Dimension {
        THREADS,
        INSTANCES,
        BROKERS,
        REFERENCES,
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
        loadOptions.check(options);
        int rounds = options.rounds();
        PrintWriter out = spec.commandLine().getOut();
        Map<String, SustainedLoad> loads = loads(options.model(home, model), options.workload());
        Map<String, List<SustainedLoad.Result>> measured = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, SustainedLoad> load : loads.entrySet()) {
                measured.computeIfAbsent(load.getKey(), name -> new ArrayList<>())
                        .add(load.getValue().run(home));
            }
        }
        Results results = options.results();
        out.printf(
                "%-40s %21s %7s %32s %11s %18s%n",
                model,
                Throughput.IMAGES_PER_SECOND,
                "spread",
                CPU_MILLIS + ": processors, brokers",
                "mean batch",
                "MB per processor");
        measured.forEach((name, each) -> print(out, results, name, each));
        out.println("results written to "
                + results.write(BENCHMARK, Throughput.IMAGES_PER_SECOND, List.of(Throughput.IMAGES_PER_SECOND)));
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, Results results, String name, List<SustainedLoad.Result> rounds) {
        SustainedLoad.Result result = SustainedLoad.Result.median(rounds);
        out.printf(
                Locale.ROOT,
                "%-40s %21.0f %6.0f%% %23.2f, %7.2f %11.1f %18.0f%n",
                name,
                result.imagesPerSecond(),
                100 * spread(rounds, SustainedLoad.Result::imagesPerSecond),
                result.processorMillis(),
                result.brokerMillis(),
                result.meanBatchSize(),
                result.residentMegabytes());
        results.add(
                name,
                Map.of(
                        Throughput.IMAGES_PER_SECOND,
                        result.imagesPerSecond(),
                        CPU_MILLIS,
                        result.processorMillis(),
                        "broker CPU ms/image",
                        result.brokerMillis(),
                        "mean batch size",
                        result.meanBatchSize(),
                        "resident memory (MB)",
                        result.residentMegabytes()));
    }

    private Map<String, SustainedLoad> loads(ModelDirectory directory, Workload workload) throws IOException {
        Map<String, SustainedLoad> loads = new LinkedHashMap<>();
        if (dimensions.contains(Dimension.THREADS)) {
            for (int threads : new int[] {1, 2}) {
                Deployment deployment = Deployment.DEFAULT.withStreamThreads(threads);
                loads.put(count(threads, "stream thread"), load(directory, workload, deployment));
            }
        }
        if (dimensions.contains(Dimension.INSTANCES)) {
            for (int partitions : new int[] {4, 16, 64}) {
                for (int instances : new int[] {1, 2, 4}) {
                    Deployment deployment = Deployment.DEFAULT
                            .withPartitions(partitions)
                            .withInstances(instances)
                            .withOneCoreEach();
                    loads.put(
                            partitions + " partitions, " + count(instances, "instance") + " of one core",
                            load(directory, workload, deployment));
                }
            }
        }
        if (dimensions.contains(Dimension.BROKERS)) {
            for (int brokers : new int[] {1, 3}) {
                loads.put(count(brokers, "broker"), load(directory, workload, Deployment.DEFAULT.withBrokers(brokers)));
            }
        }
        if (dimensions.contains(Dimension.REFERENCES)) {
            loads.put("images in events", load(directory, workload, Deployment.DEFAULT));
            loads.put(
                    "images by reference", load(directory, workload, Deployment.DEFAULT.withReferences(Duration.ZERO)));
        }
        if (dimensions.contains(Dimension.SIZES)) {
            for (int[] size : new int[][] {{200, 200}, {500, 375}, {4000, 3000}}) {
                Workload scaled = workload.scaled(size[0], size[1], SustainedLoad.SCALED_IMAGES);
                loads.put("images of " + size[0] + "x" + size[1], load(directory, scaled, Deployment.DEFAULT));
            }
        }
        return loads;
    }

    private SustainedLoad load(ModelDirectory directory, Workload workload, Deployment deployment) {
        return loadOptions.load(directory, workload, deployment, options.settings(Map.of()));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
