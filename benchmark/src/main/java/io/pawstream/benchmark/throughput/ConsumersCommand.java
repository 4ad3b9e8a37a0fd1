package io.pawstream.benchmark.throughput;

import static io.pawstream.benchmark.Statistics.median;

import io.pawstream.benchmark.BenchOptions;
import io.pawstream.benchmark.Results;
import io.pawstream.benchmark.Workload;
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

/** {@code bench consumers}: the processor against consumers in Node.js and Python. */
@Command(
        name = "consumers",
        mixinStandardHelpOptions = true,
        description = {
            "Processor time of an image: ours with a model in floats and in 8 bits, and that of a consumer with kafkajs,"
                    + " libvips and ONNX Runtime in Node.js, and one with OpenCV and ONNX Runtime in Python, which both have"
                    + " the model in floats; in turns.",
            "The first run fetches their libraries. The broker's time does not count."
        })
public final class ConsumersCommand implements Callable<Integer> {

    private static final String KIND = "consumers";
    private static final List<String> LANGUAGES = List.of("node", "python");

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "the model in floats (default: ${DEFAULT-VALUE})")
    private String model = "model1";

    @Option(names = "--events", paramLabel = "N", description = "images in the topic (default: ${DEFAULT-VALUE})")
    private int events = 12_000;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads that ONNX Runtime has in the other consumers; 0 is its default (default:"
                    + " ${DEFAULT-VALUE})")
    private int threads;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /**
     * The command.
     *
     * @param home folder of the project: models, the built processor and the consumers are below it
     */
    public ConsumersCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    @Override
    public Integer call() throws Exception {
        options.require(events >= 300, "--events is " + events + "; it must be at least 300");
        int rounds = options.rounds();
        PrintWriter out = spec.commandLine().getOut();
        Workload workload = options.workload();
        ModelDirectory floats = options.model(home, model);
        ModelDirectory eightBits = options.model(home, model + "-8bit");
        Map<String, List<Rate>> seen = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (ModelDirectory ours : List.of(floats, eightBits)) {
                add(
                        seen,
                        "ours, " + ours.card().name(),
                        new CatchUp(ours, workload, events, 2, options.settings(Map.of()))
                                .run(home)
                                .rate());
            }
            for (String language : LANGUAGES) {
                add(seen, language + ", " + model, other(language, floats, workload));
            }
        }
        Results results = options.results();
        double best = LANGUAGES.stream()
                .mapToDouble(language -> median(seen.get(language + ", " + model), Rate::cpuMillisPerImage))
                .min()
                .orElseThrow();
        out.printf("%-24s %11s %14s %20s%n", "", "images/s", "CPU ms/image", "of the better other");
        seen.forEach((name, each) -> {
            double cpu = median(each, Rate::cpuMillisPerImage);
            double rate = median(each, Rate::imagesPerSecond);
            out.printf(Locale.ROOT, "%-24s %11.0f %14.2f %20.2f%n", name, rate, cpu, cpu / best);
            results.add(KIND, name, Map.of("images/s", rate, "CPU ms", cpu, "of the better other", cpu / best));
        });
        out.println("written to " + results.write(KIND, "CPU ms an image", List.of("CPU ms")));
        out.flush();
        return 0;
    }

    private static void add(Map<String, List<Rate>> seen, String name, Rate rate) {
        seen.computeIfAbsent(name, each -> new ArrayList<>()).add(rate);
    }

    private Rate other(String language, ModelDirectory folder, Workload workload) throws Exception {
        try (FullTopic topic = new FullTopic(home, List.of(), workload, events, 4)) {
            Process consumer = new ProcessBuilder(
                            home.resolve("benchmark/baselines/consumers/run.sh").toString(),
                            language,
                            "--bootstrap",
                            topic.stage().broker().bootstrap(),
                            "--model",
                            folder.onnx().toString(),
                            "--threads",
                            Integer.toString(threads))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                return topic.answers(() -> cpuNanos(consumer, language)).rate();
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
                .orElseThrow(() -> new IOException("the consumer in " + language + " has ended"))
                .toNanos();
    }
}
