package io.pawstream.benchmark.throughput;

import io.pawstream.contract.model.ModelFolder;
import io.pawstream.contract.model.ModelRepository;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench throughput}: the work alone, and the pipeline that does it. */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = {
            "Drawn pictures: decoding alone, inference alone by batch size, both in a bare loop on all processors; then the"
                    + " pipeline that catches up with a full topic, in turns with the bare loop.",
            "The broker shares the processors with the pipeline; what it takes of them is told apart."
        })
public final class ThroughputCommand implements Callable<Integer> {

    private static final int[] BATCHES = {1, 4, 16};
    private static final int BATCH = 16;

    private final Path home;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            description = "models of the folder models (default: model1,model3,model5)")
    private List<String> models = List.of("model1", "model3", "model5");

    @Option(names = "--events", paramLabel = "N", description = "pictures in the topic (default: ${DEFAULT-VALUE})")
    private int events = 9_000;

    @Option(names = "--stream-threads", paramLabel = "N", description = "of the processor (default: ${DEFAULT-VALUE})")
    private int streamThreads = 2;

    @Option(names = "--seconds", paramLabel = "N", description = "length of a bare loop (default: ${DEFAULT-VALUE})")
    private double seconds = 6;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "turns of loop and pipeline (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

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
        if (events < 300 || streamThreads < 1 || !(seconds > 0) || rounds < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--events is " + events + ", --stream-threads " + streamThreads + ", --seconds " + seconds
                            + ", --rounds " + rounds + "; they must be at least 300, at least 1, above 0, at least 1");
        }
        int threads = Runtime.getRuntime().availableProcessors();
        PrintWriter out = spec.commandLine().getOut();
        List<byte[]> pictures = drawn();
        for (String model : models) {
            ModelFolder folder = new ModelRepository(home.resolve("models")).find(model);
            try (BareLoop loop = new BareLoop(folder, pictures, threads, seconds)) {
                out.printf("%s, %d threads%n", model, threads);
                print(out, "  decode alone", loop.decode());
                for (int batch : BATCHES) {
                    print(out, "  inference alone, batches of " + batch, loop.infer(batch));
                }
                compare(out, model, loop);
            }
        }
        return 0;
    }

    private void compare(PrintWriter out, String model, BareLoop loop) throws Exception {
        List<Rate> bare = new ArrayList<>();
        List<CatchUp.Result> pipeline = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            bare.add(loop.both(BATCH));
            pipeline.add(new CatchUp(home, model, events, streamThreads).run());
        }
        double bareRate = median(bare, Rate::picturesPerSecond);
        double bareCpu = median(bare, Rate::cpuMillisPerPicture);
        double rate = median(pipeline, result -> result.rate().picturesPerSecond());
        double cpu = median(pipeline, result -> result.rate().cpuMillisPerPicture());
        double broker = median(pipeline, CatchUp.Result::brokerCpuMillis);
        print(out, "  decode and inference, batches of " + BATCH, new Rate(bareRate, bareCpu));
        print(out, "  pipeline, " + streamThreads + " stream threads", new Rate(rate, cpu));
        out.printf(
                Locale.ROOT,
                "    broker and subscriber %.2f CPU ms a picture; mean batch %.1f; resident memory %.0f MB%n",
                broker,
                median(pipeline, CatchUp.Result::meanBatch),
                median(pipeline, CatchUp.Result::residentBytes) / 1e6);
        // As if the broker had processors of its own: it gets what it takes of these.
        double freed = rate * (cpu + broker) / cpu;
        out.printf(
                Locale.ROOT,
                "  pipeline/bare %.2f as it is, %.2f with the broker's processor time subtracted, %.2f by CPU time%n%n",
                rate / bareRate,
                freed / bareRate,
                bareCpu / cpu);
        out.flush();
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> of) {
        double[] sorted = values.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void print(PrintWriter out, String name, Rate rate) {
        out.printf(
                Locale.ROOT,
                "%-40s %8.0f pictures/s %8.2f CPU ms a picture%n",
                name,
                rate.picturesPerSecond(),
                rate.cpuMillisPerPicture());
        out.flush();
    }

    private static List<byte[]> drawn() throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        try (DrawnSource source = new DrawnSource(1)) {
            for (int i = 0; i < 50; i++) {
                pictures.add(source.get(i).read());
            }
        }
        return pictures;
    }
}
