package io.pawstream.benchmark.throughput;

import static io.pawstream.benchmark.shared.Statistics.median;
import static io.pawstream.benchmark.shared.Statistics.spread;

import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.Results;
import io.pawstream.benchmark.shared.Workload;
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

/** {@code bench throughput}: compares the pipeline with the baseline loop. */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = {
            "Measures decoding only, inference only by batch size, and both in a baseline loop on all cores. Then the"
                    + " pipeline processes a full topic, in rounds that alternate with the baseline loop.",
            "The broker shares the cores with the pipeline. Its CPU time is reported separately."
        })
public final class ThroughputCommand implements Callable<Integer> {

    private static final String BENCHMARK = "throughput";
    private static final String BASELINE = "baseline loop";
    private static final String PIPELINE = "pipeline";
    private static final int[] BATCH_SIZES = {1, 4, 16};
    private static final int BATCH_SIZE = 16;

    private final Path home;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            description = "Models to use (default: the shipped ones, float and 8-bit).")
    private List<String> models = List.of("model1", "model1-8bit", "model3", "model3-8bit", "model5", "model5-8bit");

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Images in the topic, at least 300; two thirds are the warm-up (default: ${DEFAULT-VALUE}).")
    private int events = 30_000;

    @Option(
            names = "--stream-threads",
            paramLabel = "N",
            description = "Stream threads of the processor, at least 1 (default: ${DEFAULT-VALUE}).")
    private int streamThreads = 1;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Duration of a baseline measurement, above 0 (default: ${DEFAULT-VALUE}).")
    private double seconds = 6;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models and the built processor
     */
    public ThroughputCommand(Path home) {
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
        options.require(events >= 300, "--events is " + events + "; it must be at least 300");
        options.require(streamThreads >= 1, "--stream-threads is " + streamThreads + "; it must be at least 1");
        options.require(seconds > 0, "--seconds is " + seconds + "; it must be above 0");
        options.rounds();
        int threads = Runtime.getRuntime().availableProcessors();
        PrintWriter out = spec.commandLine().getOut();
        Workload workload = options.workload();
        Results results = options.results();
        out.printf(
                Locale.ROOT,
                "%s: %d images of %.0f kB; %d threads%n%n",
                workload.name(),
                workload.images().size(),
                workload.meanBytes() / 1e3,
                threads);
        for (String model : models) {
            ModelDirectory directory = options.model(home, model);
            try (BaselineLoop loop = new BaselineLoop(directory, workload.images(), threads, seconds)) {
                out.printf("%-32s %22s %14s%n", model, Throughput.IMAGES_PER_SECOND, Throughput.CPU_MILLIS_PER_IMAGE);
                print(out, results, model, "decode only", loop.decode());
                for (int batchSize : BATCH_SIZES) {
                    print(out, results, model, inferenceOnly(batchSize), loop.infer(batchSize));
                }
                CatchUp catchUp = new CatchUp(directory, workload, events, streamThreads, options.settings(Map.of()));
                compare(out, results, loop, catchUp);
            }
        }
        out.println("results written to "
                + results.write(
                        BENCHMARK,
                        Throughput.IMAGES_PER_SECOND,
                        List.of(inferenceOnly(BATCH_SIZE), BASELINE, PIPELINE)));
        out.flush();
        return 0;
    }

    private static String inferenceOnly(int batchSize) {
        return "inference only, batch size " + batchSize;
    }

    private void compare(PrintWriter out, Results results, BaselineLoop loop, CatchUp catchUp) throws Exception {
        List<Throughput> baselineRounds = new ArrayList<>();
        List<CatchUp.Result> pipelineRounds = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            baselineRounds.add(loop.decodeAndInfer(BATCH_SIZE));
            pipelineRounds.add(catchUp.run(home));
        }
        String model = catchUp.model().card().name();
        Throughput baseline = new Throughput(
                median(baselineRounds, Throughput::imagesPerSecond),
                median(baselineRounds, Throughput::cpuMillisPerImage));
        Throughput pipeline = new Throughput(
                median(pipelineRounds, round -> round.throughput().imagesPerSecond()),
                median(pipelineRounds, round -> round.throughput().cpuMillisPerImage()));
        print(out, results, model, BASELINE, baseline);
        print(out, results, model, PIPELINE, pipeline);

        double brokerCpuMillis = median(pipelineRounds, CatchUp.Result::brokerCpuMillisPerImage);
        double batchSize = median(pipelineRounds, CatchUp.Result::meanBatchSize);
        double jvmMegabytes = median(pipelineRounds, CatchUp.Result::jvmMemoryBytes) / 1e6;
        double residentMegabytes = median(pipelineRounds, CatchUp.Result::residentBytes) / 1e6;
        out.printf(
                Locale.ROOT,
                "  broker and subscriber %.2f CPU ms/image; mean batch size %.1f; JVM memory %.0f MB, resident %.0f MB;"
                        + " spread %.0f%% (baseline), %.0f%% (pipeline)%n",
                brokerCpuMillis,
                batchSize,
                jvmMegabytes,
                residentMegabytes,
                100 * spread(baselineRounds, Throughput::imagesPerSecond),
                100 * spread(pipelineRounds, round -> round.throughput().imagesPerSecond()));
        Ratios ratios = Ratios.of(pipeline, baseline, brokerCpuMillis);
        out.printf(
                Locale.ROOT,
                "  pipeline/baseline: throughput %.2f, without the broker's CPU time %.2f, by CPU time %.2f%n%n",
                ratios.throughput,
                ratios.withoutBroker,
                ratios.cpuTime);
        results.add(
                model,
                Map.of(
                        "broker CPU ms/image", brokerCpuMillis,
                        "mean batch size", batchSize,
                        "JVM memory (MB)", jvmMegabytes,
                        "resident memory (MB)", residentMegabytes,
                        "pipeline/baseline, throughput", ratios.throughput,
                        "pipeline/baseline, without broker", ratios.withoutBroker,
                        "pipeline/baseline, CPU time", ratios.cpuTime));
        out.flush();
    }

    /**
     * The pipeline relative to the baseline loop.
     *
     * @param throughput ratio of the throughputs
     * @param withoutBroker the same, if the pipeline also had the CPU time that the broker used
     * @param cpuTime CPU time per image of the baseline loop divided by that of the pipeline
     */
    record Ratios(double throughput, double withoutBroker, double cpuTime) {

        static Ratios of(Throughput pipeline, Throughput baseline, double brokerCpuMillisPerImage) {
            double cpuMillis = pipeline.cpuMillisPerImage();
            double throughput = pipeline.imagesPerSecond() / baseline.imagesPerSecond();
            return new Ratios(
                    throughput,
                    throughput * (cpuMillis + brokerCpuMillisPerImage) / cpuMillis,
                    baseline.cpuMillisPerImage() / cpuMillis);
        }
    }

    private static void print(PrintWriter out, Results results, String model, String name, Throughput throughput) {
        out.printf(
                Locale.ROOT,
                "  %-30s %22.0f %14.2f%n",
                name,
                throughput.imagesPerSecond(),
                throughput.cpuMillisPerImage());
        out.flush();
        results.add(
                model,
                Map.of(name, throughput.imagesPerSecond(), name + ", CPU ms/image", throughput.cpuMillisPerImage()));
    }
}
