package io.pawstream.benchmark.throughput;

import static io.pawstream.benchmark.Statistics.median;
import static io.pawstream.benchmark.Statistics.spread;

import io.pawstream.benchmark.BenchOptions;
import io.pawstream.benchmark.Results;
import io.pawstream.benchmark.Workload;
import io.pawstream.model.ModelDirectory;
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

/** {@code bench scaling}: how the cost of an image changes with partitions, threads, instances and its size. */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        description = "The cost of an image with 1 and 4 partitions, 1 and 2 stream threads, 1 and 2 instances of one"
                + " core each, and images of 200x200, 500x375 and 4000x3000 pixels, in turns.")
public final class ScalingCommand implements Callable<Integer> {

    private static final String KIND = "scaling";

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "the model (default: ${DEFAULT-VALUE})")
    private String model = "model5-8bit";

    @Option(names = "--events", paramLabel = "N", description = "images in the topic (default: ${DEFAULT-VALUE})")
    private int events = 15_000;

    @Option(
            names = "--of",
            paramLabel = "WHAT",
            split = ",",
            description = "what changes: ${COMPLETION-CANDIDATES} (default: all of them)")
    private Set<Change> changes = EnumSet.allOf(Change.class);

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    enum Change {
        THREADS,
        INSTANCES,
        SIZES
    }

    /**
     * The command.
     *
     * @param home folder of the project: models and the built processor are below it
     */
    public ScalingCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    @Override
    public Integer call() throws Exception {
        options.require(events >= 300, "--events is " + events + "; it must be at least 300");
        int rounds = options.rounds();
        PrintWriter out = spec.commandLine().getOut();
        Map<String, CatchUp> plans = plans(options.model(home, model), options.workload());
        Map<String, List<CatchUp.Result>> seen = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, CatchUp> plan : plans.entrySet()) {
                seen.computeIfAbsent(plan.getKey(), name -> new ArrayList<>())
                        .add(plan.getValue().run(home));
            }
        }
        Results results = options.results();
        out.printf(
                "%-44s %11s %7s %14s %16s %11s%n",
                model, "images/s", "spread", "CPU ms/image", "images/CPU s", "mean batch");
        seen.forEach((name, each) -> {
            double rate = median(each, result -> result.rate().imagesPerSecond());
            double cpu = median(each, result -> result.rate().cpuMillisPerImage());
            double batch = median(each, CatchUp.Result::meanBatch);
            out.printf(
                    Locale.ROOT,
                    "%-44s %11.0f %6.0f%% %14.2f %16.0f %11.1f%n",
                    name,
                    rate,
                    100 * spread(each, result -> result.rate().imagesPerSecond()),
                    cpu,
                    1000 / cpu,
                    batch);
            results.add(
                    KIND,
                    name,
                    Map.of("images/s", rate, "CPU ms", cpu, "images/CPU s", 1000 / cpu, "mean batch", batch));
        });
        out.println("written to " + results.write(KIND, "images/s", List.of("images/s", "images/CPU s")));
        out.flush();
        return 0;
    }

    private Map<String, CatchUp> plans(ModelDirectory folder, Workload workload) throws Exception {
        Map<String, String> settings = options.settings(Map.of());
        Map<String, CatchUp> plans = new LinkedHashMap<>();
        if (changes.contains(Change.THREADS)) {
            plans.putAll(threads(folder, workload, settings));
        }
        if (changes.contains(Change.INSTANCES)) {
            plans.putAll(instances(folder, workload, settings));
        }
        if (changes.contains(Change.SIZES)) {
            plans.putAll(sizes(folder, workload, settings));
        }
        return plans;
    }

    private Map<String, CatchUp> threads(ModelDirectory folder, Workload workload, Map<String, String> settings) {
        Map<String, CatchUp> plans = new LinkedHashMap<>();
        for (int partitions : new int[] {1, 4}) {
            for (int threads : new int[] {1, 2}) {
                plans.put(
                        partitions + " partition(s), " + threads + " stream thread(s)",
                        new CatchUp(folder, workload, events, partitions, threads, 1, false, settings));
            }
        }
        return plans;
    }

    private Map<String, CatchUp> instances(ModelDirectory folder, Workload workload, Map<String, String> settings) {
        Map<String, CatchUp> plans = new LinkedHashMap<>();
        for (int instances : new int[] {1, 2}) {
            plans.put(
                    instances + " instance(s) of one core",
                    new CatchUp(folder, workload, events, 4, 2, instances, true, settings));
        }
        return plans;
    }

    private Map<String, CatchUp> sizes(ModelDirectory folder, Workload workload, Map<String, String> settings)
            throws Exception {
        Map<String, CatchUp> plans = new LinkedHashMap<>();
        int[][] sizes = {{200, 200}, {500, 375}, {4000, 3000}};
        for (int[] size : sizes) {
            Workload scaled = workload.scaled(size[0], size[1], 20);
            // Those of 12 megapixels are some 60 times as large.
            int count = size[0] > 1000 ? Math.max(300, events / 10) : events;
            plans.put("images of " + size[0] + "x" + size[1], new CatchUp(folder, scaled, count, 2, settings));
        }
        return plans;
    }
}
