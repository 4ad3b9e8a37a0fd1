package io.pawstream.benchmark.consumers;

import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.Results;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.benchmark.throughput.Throughput;
import io.pawstream.model.ModelDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench consumers}: compares the processor with other consumers of the same images. */
@Command(
        name = "consumers",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the processor with other consumers that run the same models: plain ones in Python and Node.js,"
                    + " MLServer, and Apache Flink. They run one after the other in each round: throughput and CPU time"
                    + " on a full topic, latency at 25%% of that throughput, and once what a kill -9 in the middle of a"
                    + " full topic loses or duplicates.",
            "The first run downloads their libraries. The CPU time of the broker does not count."
        })
public final class ConsumersCommand implements Callable<Integer> {

    private static final String BENCHMARK = "consumers";
    private static final String EIGHT_BIT = "-8bit";
    private static final List<String> PEER_SETTINGS =
            List.of("checkpoint-millis", "spinning", "threads", "wait", "workers");

    private final Path home;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            description = "Models, each run by all consumers (default: ${DEFAULT-VALUE}).")
    private List<String> models = List.of("model5", "model5-8bit");

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "NAME",
            description = "Other consumers: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Peer> peers = EnumSet.allOf(Peer.class);

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Images in the full topic, at least 300; the first half is the warm-up (default:"
                    + " ${DEFAULT-VALUE}).")
    private int events = 6_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Duration of the measurement of latency, at least 2; the first second is a warm-up"
                    + " (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--no-kill", description = "Do not kill the consumers.")
    private boolean noKill;

    @Option(
            names = "-P",
            paramLabel = "name=value",
            description = "Setting of the other consumers: checkpoint-millis, spinning, threads, wait or workers; see"
                    + " benchmark/README.md. Repeatable.")
    private Map<String, String> peerSettings = new LinkedHashMap<>();

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
        options.require(seconds >= 2, "--seconds is " + seconds + "; it must be at least 2");
        for (String name : peerSettings.keySet()) {
            options.require(
                    PEER_SETTINGS.contains(name), "-P " + name + "; allowed: " + String.join(", ", PEER_SETTINGS));
        }
        int rounds = options.rounds();
        Workload workload = options.workload();
        List<ModelDirectory> directories = new ArrayList<>();
        for (String model : models) {
            directories.add(options.model(home, model));
        }
        List<ComparedConsumer> consumers = consumers();
        Comparison comparison = new Comparison(consumers.get(0).label());
        for (int round = 0; round < rounds; round++) {
            Trial.Plan plan = new Trial.Plan(events, seconds, round == 0 && !noKill);
            for (ModelDirectory directory : directories) {
                for (ComparedConsumer consumer : consumers) {
                    comparison.add(
                            new Comparison.Key(
                                    consumer.label(), directory.card().name()),
                            new Trial(consumer, directory, workload, plan).run(home));
                }
            }
        }
        print(comparison, consumers);
        return 0;
    }

    private List<ComparedConsumer> consumers() {
        List<ComparedConsumer> consumers = new ArrayList<>();
        consumers.add(new Processor(options.settings(Map.of())));
        peers.forEach(peer ->
                consumers.add(new PeerConsumer(peer, home.resolve("benchmark/baselines/consumers"), peerSettings)));
        return consumers;
    }

    private void print(Comparison comparison, List<ComparedConsumer> consumers) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Results results = options.results();
        out.printf(
                "%-24s %8s %10s %10s %10s %10s %22s %16s%n",
                "consumer",
                "lines",
                "images/s",
                "CPU ms",
                "p50 ms",
                "p99 ms",
                "after kill: missing, +",
                "Pawstream's CPU");
        for (Comparison.Key key : comparison.keys()) {
            ComparedConsumer consumer = consumers.stream()
                    .filter(each -> each.label().equals(key.consumer()))
                    .findFirst()
                    .orElseThrow();
            print(out, results, comparison, key, consumer.linesOfCode());
        }
        for (String model : models) {
            printRatio(out, results, comparison, model, model);
            if (models.contains(model + EIGHT_BIT)) {
                printRatio(out, results, comparison, model + EIGHT_BIT, model);
            }
        }
        out.println("results written to "
                + results.write(BENCHMARK, Throughput.CPU_MILLIS_PER_IMAGE, List.of(Throughput.CPU_MILLIS_PER_IMAGE)));
        out.flush();
    }

    private static void print(
            PrintWriter out, Results results, Comparison comparison, Comparison.Key key, int linesOfCode) {
        Throughput throughput = comparison.throughput(key);
        double p50 = comparison.latencyMillis(key, 50);
        double p99 = comparison.latencyMillis(key, 99);
        double ratio = comparison.ratio(key.model(), key);
        Optional<Delivery> delivery = comparison.delivery(key);
        out.printf(
                Locale.ROOT,
                "%-24s %8d %10.0f %10.2f %10.1f %10.1f %22s %16.2f%n",
                key,
                linesOfCode,
                throughput.imagesPerSecond(),
                throughput.cpuMillisPerImage(),
                p50,
                p99,
                delivery.map(counts -> counts.missing() + ", " + counts.duplicates() + " of " + counts.published())
                        .orElse("-"),
                ratio);
        results.add(key.toString(), throughput.values());
        results.add(
                key.toString(),
                Map.of(
                        "lines of code", (double) linesOfCode,
                        "latency p50 (ms)", p50,
                        "latency p99 (ms)", p99,
                        "CPU time of Pawstream relative to it", ratio));
        delivery.ifPresent(counts -> results.add(
                key.toString(),
                Map.of(
                        "published before the kill", (double) counts.published(),
                        "missing after the kill", (double) counts.missing(),
                        "duplicates after the kill", (double) counts.duplicates())));
    }

    private static void printRatio(
            PrintWriter out, Results results, Comparison comparison, String model, String peerModel) {
        comparison.bestRatio(model, peerModel).ifPresent(best -> {
            out.printf(
                    Locale.ROOT,
                    "CPU time of Pawstream with %s: %.2f of the best other consumer (%s)%n",
                    model,
                    best.ratio(),
                    best.peer());
            results.add(
                    "Pawstream, " + model + ", relative to the best other consumer with " + peerModel,
                    Map.of("CPU time", best.ratio()));
        });
    }
}
