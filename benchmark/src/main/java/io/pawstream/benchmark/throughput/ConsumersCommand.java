package io.pawstream.benchmark.throughput;

import static io.pawstream.benchmark.shared.Statistics.median;

import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.Results;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.model.ModelDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench consumers}: compares the processor with consumers in Node.js and Python. */
@Command(
        name = "consumers",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the CPU time per image with that of two plain consumers: kafkajs, libvips and ONNX Runtime in Node.js;"
                    + " OpenCV and ONNX Runtime in Python. Pawstream runs the float and the 8-bit model, the others the"
                    + " float model, one after the other in each round.",
            "The first run downloads their libraries. The CPU time of the broker does not count."
        })
public final class ConsumersCommand implements Callable<Integer> {

    private static final String BENCHMARK = "consumers";
    private static final String CPU_RATIO = "CPU vs. best other";

    /** Names of the other consumers by the first argument of {@code run.sh}. */
    private static final Map<String, String> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("node", "Node.js");
        OTHERS.put("python", "Python");
    }

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "Float model to use (default: ${DEFAULT-VALUE}).")
    private String model = "model1";

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Images in the topic, at least 300 (default: ${DEFAULT-VALUE}).")
    private int events = 12_000;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of ONNX Runtime in the other consumers; 0 is its default (default:"
                    + " ${DEFAULT-VALUE}).")
    private int threads;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models, the built processor and the other consumers
     */
    public ConsumersCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    /**
     * Runs the rounds and prints the medians.
     *
     * @return 0
     * @throws Exception if a model is missing, a library cannot be downloaded, or broker or consumer fail
     */
    @Override
    public Integer call() throws Exception {
        options.require(events >= 300, "--events is " + events + "; it must be at least 300");
        options.require(threads >= 0, "--threads is " + threads + "; it must be at least 0");
        int rounds = options.rounds();
        PrintWriter out = spec.commandLine().getOut();
        Workload workload = options.workload();
        ModelDirectory floatModel = options.model(home, model);
        ModelDirectory eightBitModel = options.model(home, model + "-8bit");
        Map<String, List<Throughput>> pawstream = new LinkedHashMap<>();
        Map<String, List<Throughput>> others = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (ModelDirectory directory : List.of(floatModel, eightBitModel)) {
                CatchUp catchUp = new CatchUp(
                        directory, workload, events, Deployment.withStreamThreads(2), options.settings(Map.of()));
                add(
                        pawstream,
                        "Pawstream, " + directory.card().name(),
                        catchUp.run(home).throughput());
            }
            for (String other : OTHERS.keySet()) {
                add(others, OTHERS.get(other) + ", " + model, measureOther(other, floatModel, workload));
            }
        }
        double best = others.values().stream()
                .mapToDouble(each -> median(each, Throughput::cpuMillisPerImage))
                .min()
                .orElseThrow();
        Results results = options.results();
        out.printf(
                "%-24s %22s %14s %20s%n",
                "consumer", Throughput.IMAGES_PER_SECOND, Throughput.CPU_MILLIS_PER_IMAGE, CPU_RATIO);
        pawstream.forEach((name, each) -> print(out, results, name, each, best));
        others.forEach((name, each) -> print(out, results, name, each, best));
        out.println("results written to "
                + results.write(BENCHMARK, Throughput.CPU_MILLIS_PER_IMAGE, List.of(Throughput.CPU_MILLIS_PER_IMAGE)));
        out.flush();
        return 0;
    }

    private static void add(Map<String, List<Throughput>> measured, String name, Throughput throughput) {
        measured.computeIfAbsent(name, each -> new ArrayList<>()).add(throughput);
    }

    private static void print(
            PrintWriter out, Results results, String name, List<Throughput> rounds, double bestCpuMillis) {
        Throughput median = new Throughput(
                median(rounds, Throughput::imagesPerSecond), median(rounds, Throughput::cpuMillisPerImage));
        double ratio = median.cpuMillisPerImage() / bestCpuMillis;
        out.printf(
                Locale.ROOT,
                "%-24s %22.0f %14.2f %20.2f%n",
                name,
                median.imagesPerSecond(),
                median.cpuMillisPerImage(),
                ratio);
        results.add(name, median.values());
        results.add(name, Map.of(CPU_RATIO, ratio));
    }

    private Throughput measureOther(String language, ModelDirectory directory, Workload workload) throws Exception {
        try (FullTopic topic = new FullTopic(home, List.of(), workload, events, 4)) {
            Process consumer = new ProcessBuilder(
                            home.resolve("benchmark/baselines/consumers/run.sh").toString(),
                            language,
                            "--bootstrap",
                            topic.environment().broker().bootstrap(),
                            "--model",
                            directory.onnx().toString(),
                            "--threads",
                            Integer.toString(threads))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                return topic.measure(() -> cpuNanos(consumer, language)).throughput();
            } finally {
                consumer.destroy();
                if (!consumer.waitFor(10, TimeUnit.SECONDS)) {
                    consumer.destroyForcibly();
                }
            }
        }
    }

    private static long cpuNanos(Process process, String language) throws IOException {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("the " + language + " consumer has exited; its output is above"))
                .toNanos();
    }
}
