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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench throughput}: the work alone, and the pipeline that does it. */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = {
            "Decoding alone, inference alone by batch size, both in a bare loop on all processors; then the pipeline that"
                    + " catches up with a full topic, in turns with the bare loop.",
            "The broker shares the processors with the pipeline; what it takes of them is told apart."
        })
public final class ThroughputCommand implements Callable<Integer> {

    private static final String KIND = "throughput";
    private static final int[] BATCHES = {1, 4, 16};
    private static final int BATCH = 16;

    private final Path home;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            description = "the models (default: those that ship, in floats and in 8 bits)")
    private List<String> models = List.of("model1", "model1-8bit", "model3", "model3-8bit", "model5", "model5-8bit");

    @Option(names = "--events", paramLabel = "N", description = "images in the topic (default: ${DEFAULT-VALUE})")
    private int events = 30_000;

    @Option(names = "--stream-threads", paramLabel = "N", description = "of the processor (default: ${DEFAULT-VALUE})")
    private int streamThreads = 2;

    @Option(names = "--seconds", paramLabel = "N", description = "length of a bare loop (default: ${DEFAULT-VALUE})")
    private double seconds = 6;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /**
     * The command.
     *
     * @param home folder of the project: models and the built processor are below it
     */
    public ThroughputCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    @Override
    public Integer call() throws Exception {
        options.require(events >= 300, "--events is " + events + "; it must be at least 300");
        options.require(streamThreads >= 1, "--stream-threads is " + streamThreads + "; it must be at least 1");
        options.require(seconds > 0, "--seconds is " + seconds + "; it must be above 0");
        int rounds = options.rounds();
        int threads = Runtime.getRuntime().availableProcessors();
        PrintWriter out = spec.commandLine().getOut();
        Workload workload = options.workload();
        Results results = options.results();
        out.printf(
                Locale.ROOT,
                "%s: %d images of %.0f kB; %d threads%n",
                workload.name(),
                workload.images().size(),
                workload.meanBytes() / 1e3,
                threads);
        for (String model : models) {
            ModelDirectory folder = options.model(home, model);
            try (BareLoop loop = new BareLoop(folder, workload.images(), threads, seconds)) {
                out.println(model);
                print(out, results, model, "decode alone", loop.decode());
                for (int batch : BATCHES) {
                    print(out, results, model, "inference alone, batches of " + batch, loop.infer(batch));
                }
                compare(
                        out,
                        results,
                        loop,
                        new CatchUp(folder, workload, events, streamThreads, options.settings(Map.of())),
                        rounds);
            }
        }
        out.println("written to "
                + results.write(
                        KIND,
                        "images/s",
                        List.of("inference alone, batches of 16", "decode and inference", "pipeline")));
        out.flush();
        return 0;
    }

    private void compare(PrintWriter out, Results results, BareLoop loop, CatchUp catchUp, int rounds)
            throws Exception {
        List<Rate> bare = new ArrayList<>();
        List<CatchUp.Result> pipeline = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            bare.add(loop.both(BATCH));
            pipeline.add(catchUp.run(home));
        }
        String model = catchUp.model().card().name();
        double bareRate = median(bare, Rate::imagesPerSecond);
        double bareCpu = median(bare, Rate::cpuMillisPerImage);
        double rate = median(pipeline, result -> result.rate().imagesPerSecond());
        double cpu = median(pipeline, result -> result.rate().cpuMillisPerImage());
        double broker = median(pipeline, result -> result.answered().brokerCpuMillis());
        double batch = median(pipeline, CatchUp.Result::meanBatch);
        double heap = median(pipeline, CatchUp.Result::heapBytes) / 1e6;
        double resident = median(pipeline, CatchUp.Result::residentBytes) / 1e6;
        print(out, results, model, "decode and inference", new Rate(bareRate, bareCpu));
        print(out, results, model, "pipeline", new Rate(rate, cpu));
        out.printf(
                Locale.ROOT,
                "    broker and subscriber %.2f CPU ms an image; mean batch %.1f; memory of the JVM %.0f MB, resident"
                        + " %.0f MB; spread of the rounds %.0f%% and %.0f%%%n",
                broker,
                batch,
                heap,
                resident,
                100 * spread(bare, Rate::imagesPerSecond),
                100 * spread(pipeline, result -> result.rate().imagesPerSecond()));
        // As if the broker had processors of its own: the pipeline gets what it takes of these.
        double freed = rate * (cpu + broker) / cpu;
        out.printf(
                Locale.ROOT,
                "  pipeline/bare %.2f as it is, %.2f with the broker's processor time subtracted, %.2f by CPU time%n%n",
                rate / bareRate,
                freed / bareRate,
                bareCpu / cpu);
        results.add(
                KIND,
                model,
                Map.of(
                        "broker CPU ms", broker,
                        "mean batch", batch,
                        "JVM memory MB", heap,
                        "resident MB", resident,
                        "pipeline/bare", rate / bareRate,
                        "pipeline/bare, broker subtracted", freed / bareRate,
                        "pipeline/bare, by CPU time", bareCpu / cpu));
        out.flush();
    }

    private static void print(PrintWriter out, Results results, String model, String name, Rate rate) {
        out.printf(
                Locale.ROOT,
                "  %-38s %8.0f images/s %8.2f CPU ms an image%n",
                name,
                rate.imagesPerSecond(),
                rate.cpuMillisPerImage());
        out.flush();
        results.add(KIND, model, Map.of(name, rate.imagesPerSecond(), name + ", CPU ms", rate.cpuMillisPerImage()));
    }
}
