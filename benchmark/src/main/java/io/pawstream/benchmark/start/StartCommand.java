package io.pawstream.benchmark.start;

import static io.pawstream.benchmark.shared.Statistics.median;
import static io.pawstream.benchmark.shared.Statistics.spread;

import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.Results;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench start}: the time until the demo prints a prediction, and until a processor is ready. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the start of ./pawstream demo until its first prediction, and of ./pawstream process on a running"
                    + " broker until it is ready.",
            "An additional first run of each does not count: it writes the archive of classes that later runs use.",
            "--repository and -D apply to the processor only."
        })
public final class StartCommand implements Callable<Integer> {

    private static final String BENCHMARK = "start";
    private static final String SECONDS = "start (s)";

    private final Path home;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the launcher and the models
     */
    public StartCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    /**
     * Runs the rounds and prints the medians.
     *
     * @return 0
     * @throws Exception if a command fails or the broker does not start
     */
    @Override
    public Integer call() throws Exception {
        int rounds = options.rounds();
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-34s %10s %7s%n", "median of " + rounds + " rounds", SECONDS, "spread");
        Results results = options.results();
        print(out, results, "demo", run(demo(), false, rounds));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
            topics.create(TopicPlan.DEFAULT);
            print(out, results, "process", run(process(broker.bootstrap()), true, rounds));
        }
        out.println("results written to " + results.write(BENCHMARK, SECONDS, List.of(SECONDS)));
        out.flush();
        return 0;
    }

    private TimedCommand demo() {
        Map<String, Pattern> phases = new LinkedHashMap<>();
        phases.put("command line", Pattern.compile("^starting a Kafka broker"));
        phases.put("broker and processor ready", Pattern.compile("^live page "));
        phases.put("first prediction", Pattern.compile("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} "));
        return new TimedCommand(launcher("demo", "--images", options.images(), "--count", "50", "--port", "0"), phases);
    }

    private TimedCommand process(String bootstrap) throws IOException {
        Map<String, Pattern> phases = new LinkedHashMap<>();
        phases.put("Quarkus", Pattern.compile(" started in "));
        phases.put("model loaded", Pattern.compile(" selection .*is active"));
        phases.put("ready", Pattern.compile(" ready, reading "));
        String port = Integer.toString(EmbeddedBroker.freePort());
        String repository = options.repository(home).toString();
        List<String> command = launcher("process", "--bootstrap", bootstrap, "--port", port, "--models", repository);
        options.settings(Map.of()).forEach((name, value) -> command.add("-D" + name + "=" + value));
        return new TimedCommand(command, phases);
    }

    private List<String> launcher(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("pawstream").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<Map<String, Double>> run(TimedCommand command, boolean stops, int rounds)
            throws IOException, InterruptedException {
        command.run(stops);
        List<Map<String, Double>> measured = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            measured.add(command.run(stops));
        }
        return measured;
    }

    private static void print(PrintWriter out, Results results, String command, List<Map<String, Double>> rounds) {
        for (String phase : rounds.get(0).keySet()) {
            double seconds = median(rounds, round -> round.getOrDefault(phase, 0.0));
            String name = command + ": " + phase;
            out.printf(
                    Locale.ROOT,
                    "%-34s %10.2f %6.0f%%%n",
                    name,
                    seconds,
                    100 * spread(rounds, round -> round.getOrDefault(phase, 0.0)));
            results.add(name, Map.of(SECONDS, seconds));
        }
        out.flush();
    }
}
