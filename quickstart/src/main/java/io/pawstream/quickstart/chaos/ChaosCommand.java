package io.pawstream.quickstart.chaos;

import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chaos}: injects failures while images stream, and verifies that every image has exactly one result. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Injects failures while images stream: kills, stops and pauses the processor, kills and restarts brokers,"
                    + " cuts their connections, fills their disks, adds and removes an instance,"
                    + " replaces the model, starts a second service with other topics, slows the subscriber or the images, publishes records"
                    + " that do not fit into the heap and images whose predictions Kafka does not accept. Then compares the"
                    + " results with what was published.",
            "Exit code 0: every image has exactly one result, in the order of its key, or with at_least_once, at least one"
                    + " result."
        })
public final class ChaosCommand implements Callable<Integer> {

    private static final int MIN_EVENTS = 100;

    private final Path home;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "Failure to inject: ${COMPLETION-CANDIDATES}. Repeatable (default: all that the number of brokers"
                            + " allows).")
    private List<Scenario> scenarios = List.of();

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description =
                    "Number of brokers, 1 or 3. With 3, each record has three replicas, of which two must be in sync"
                            + " (default: ${DEFAULT-VALUE}).")
    private int brokers = 1;

    @Option(names = "--model", paramLabel = "NAME", description = "Model to use (default: ${DEFAULT-VALUE}).")
    private String model = "model1";

    @Option(
            names = "--events",
            paramLabel = "N",
            description =
                    "Images published in the scenarios kill and kill-all, at least 100. The others publish a quarter"
                            + " (default: ${DEFAULT-VALUE}).")
    private int events = 20_000;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "Failures in the scenarios kill and kill-all, at least 1. The others inject a fifth as many"
                    + " (default: ${DEFAULT-VALUE}).")
    private int kills = 20;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Images published per second, above 0 (default: ${DEFAULT-VALUE}).")
    private double ratePerSecond = 50;

    @Option(
            names = "--guarantee",
            paramLabel = "MODE",
            description = "Delivery mode of the processor: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Guarantee guarantee = Guarantee.EXACTLY_ONCE_V2;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the images and of the times of failures (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    private CommandSpec spec;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models and the built processor
     */
    public ChaosCommand(Path home) {
        this.home = home;
    }

    /**
     * Runs the scenarios one after the other.
     *
     * @return 0 if the results of all scenarios have the guarantee, else 1
     * @throws Exception if the model is missing, or broker or processor fail in a way that the scenario does not intend
     */
    @Override
    public Integer call() throws Exception {
        require(events >= MIN_EVENTS, "--events is " + events + "; it must be at least " + MIN_EVENTS);
        require(kills >= 1, "--kills is " + kills + "; it must be at least 1");
        require(brokers == 1 || brokers == 3, "--brokers is " + brokers + "; it must be 1 or 3");
        for (Scenario scenario : scenarios) {
            require(
                    scenario.runsWith(brokers),
                    "--scenario is " + scenario + " and --brokers is " + brokers + "; this scenario needs --brokers="
                            + (brokers == 1 ? 3 : 1));
        }
        require(ratePerSecond > 0, "--rate is " + ratePerSecond + "; it must be above 0");
        requireModel();
        PrintWriter out = spec.commandLine().getOut();
        List<Scenario> selected = selectedScenarios();
        ChaosResult.printHeader(out);
        boolean kept = true;
        for (Scenario scenario : selected) {
            try (ChaosRun run = new ChaosRun(plan(scenario))) {
                ChaosResult result = run.run();
                result.print(out);
                kept &= guarantee.isKept(result.counts());
            }
        }
        out.println(guarantee.message(kept));
        out.flush();
        return kept ? 0 : 1;
    }

    /** Without a selection, leaves out what this machine cannot run. */
    private List<Scenario> selectedScenarios() throws IOException {
        List<Scenario> selected = new ArrayList<>();
        for (Scenario scenario : scenarios.isEmpty() ? List.of(Scenario.values()) : scenarios) {
            if (!scenario.runsWith(brokers)) {
                continue;
            }
            try {
                scenario.requireHost();
                selected.add(scenario);
            } catch (IOException e) {
                if (!scenarios.isEmpty()) {
                    throw e;
                }
                spec.commandLine().getErr().println("skipped " + scenario + ": " + e.getMessage());
            }
        }
        return selected;
    }

    private void requireModel() throws IOException {
        try {
            var unused = new ModelRepository(home.resolve("models")).find(model);
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private ChaosRun.Plan plan(Scenario scenario) {
        return new ChaosRun.Plan(
                home.toAbsolutePath(),
                model,
                brokers,
                scenario,
                guarantee,
                scenario.isLong() ? events : Math.max(MIN_EVENTS, events / 4),
                scenario.isLong() ? kills : Math.max(1, kills / 5),
                ratePerSecond,
                seed);
    }
}
