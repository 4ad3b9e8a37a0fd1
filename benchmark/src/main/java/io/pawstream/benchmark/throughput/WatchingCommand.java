package io.pawstream.benchmark.throughput;

import static io.pawstream.benchmark.Statistics.median;
import static io.pawstream.benchmark.Statistics.spread;

import io.pawstream.benchmark.BenchOptions;
import io.pawstream.benchmark.Results;
import io.pawstream.model.ModelDirectory;
import io.pawstream.testkit.ProcessorProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench watching}: what it costs to be watched. */
@Command(
        name = "watching",
        mixinStandardHelpOptions = true,
        description = {
            "The pipeline that catches up with a full topic: by turns alone, and with the live page open and a Prometheus"
                    + " that scrapes every 5 s.",
            "All turns are in one run of the processor, --rounds of each kind."
        })
public final class WatchingCommand implements Callable<Integer> {

    private static final String KIND = "watching";
    private static final String ALONE = "alone";
    private static final String WATCHED = "watched";
    private static final Duration READY = Duration.ofMinutes(2);

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "the model (default: ${DEFAULT-VALUE})")
    private String model = "model5-8bit";

    @Option(names = "--events", paramLabel = "N", description = "images in the topic (default: ${DEFAULT-VALUE})")
    private int events = 60_000;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "images before the first turn (default: ${DEFAULT-VALUE})")
    private int warmUp = 15_000;

    @Option(names = "--seconds", paramLabel = "N", description = "length of a turn (default: ${DEFAULT-VALUE})")
    private double seconds = 8;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /**
     * The command.
     *
     * @param home folder of the project: models and the built processor are below it
     */
    public WatchingCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    @Override
    public Integer call() throws Exception {
        options.require(seconds > 0, "--seconds is " + seconds + "; it must be above 0");
        options.require(
                warmUp >= 1 && warmUp < events,
                "--warm-up is " + warmUp + "; it must be at least 1 and less than --events, " + events);
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory folder = options.model(home, model);
        List<Rate> alone = new ArrayList<>();
        List<Rate> watched = new ArrayList<>();
        long heard = 0;
        try (FullTopic topic = new FullTopic(home, List.of(folder.folder()), options.workload(), events, 4);
                ProcessorProcess processor =
                        topic.stage().start("bench", options.settings(Map.of("pawstream.model", model)), List.of());
                FullTopic.Subscriber subscriber = topic.subscriber()) {
            processor.awaitReady(READY, () -> false);
            subscriber.await(warmUp);
            for (int round = 0; round < options.rounds(); round++) {
                // Each is the first one in half of the rounds: a machine that becomes slower counts for neither.
                if (round % 2 == 0) {
                    alone.add(turn(subscriber, processor));
                }
                try (Watcher watcher = Watcher.of(processor.url())) {
                    watched.add(turn(subscriber, processor));
                    heard += watcher.heardBytes();
                }
                if (round % 2 == 1) {
                    alone.add(turn(subscriber, processor));
                }
            }
        }
        if (heard == 0) {
            throw new IOException("the live page has said nothing");
        }
        Results results = options.results();
        out.printf("%-10s %11s %7s %14s%n", model, "images/s", "spread", "CPU ms/image");
        print(out, results, ALONE, alone);
        print(out, results, WATCHED, watched);
        out.printf(
                Locale.ROOT,
                "watched/alone, medians of %d turns: %.3f in images/s, %.3f in CPU time; the page got %.0f kB a second%n",
                options.rounds(),
                ratio(watched, alone, Rate::imagesPerSecond),
                ratio(watched, alone, Rate::cpuMillisPerImage),
                heard / 1e3 / seconds / options.rounds());
        out.println("written to " + results.write(KIND, "images/s", List.of("images/s")));
        out.flush();
        return 0;
    }

    /** Median of the ratios of the turns that are neighbours. */
    private static double ratio(List<Rate> these, List<Rate> those, ToDoubleFunction<Rate> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < these.size(); i++) {
            ratios.add(figure.applyAsDouble(these.get(i)) / figure.applyAsDouble(those.get(i)));
        }
        return median(ratios, ratio -> ratio);
    }

    private Rate turn(FullTopic.Subscriber subscriber, ProcessorProcess processor) throws IOException {
        long cpu = processor.cpuNanos();
        long nanos = System.nanoTime();
        int count = subscriber.during(seconds);
        if (subscriber.answers() == events) {
            throw new IOException("the topic was empty before the last turn ended; give more than --events " + events
                    + ", or fewer --seconds or --rounds");
        }
        return new Rate(count / ((System.nanoTime() - nanos) * 1e-9), (processor.cpuNanos() - cpu) * 1e-6 / count);
    }

    private static void print(PrintWriter out, Results results, String name, List<Rate> rates) {
        double rate = median(rates, Rate::imagesPerSecond);
        double cpu = median(rates, Rate::cpuMillisPerImage);
        out.printf(
                Locale.ROOT,
                "%-10s %11.0f %6.0f%% %14.2f%n",
                name,
                rate,
                100 * spread(rates, Rate::imagesPerSecond),
                cpu);
        results.add(KIND, name, Map.of("images/s", rate, "CPU ms", cpu));
    }
}
