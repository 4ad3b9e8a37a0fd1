package io.pawstream.quickstart.chaos;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks things while images stream, and holds the sums to what was published. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Kills the processor, stops the broker, lets instances come and go, replaces the model and reads slowly, while"
                    + " images stream; then counts.",
            "Exit code 0: each published image has exactly one answer, in the order of its key."
        })
public final class ChaosCommand implements Callable<Integer> {

    private final Path home;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}; may be given several times (default: all of them)")
    private List<Scenario> scenarios = List.of(Scenario.values());

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "images that are published while the processor is killed; a quarter of them in each other"
                    + " scenario (default: ${DEFAULT-VALUE})")
    private int events = 20_000;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "how often the processor is killed; a fifth of it for what else happens (default:"
                    + " ${DEFAULT-VALUE})")
    private int kills = 20;

    @Option(names = "--rate", paramLabel = "N", description = "images per second (default: ${DEFAULT-VALUE})")
    private double ratePerSecond = 50;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of the times and of the images (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Spec
    private CommandSpec spec;

    /**
     * The command.
     *
     * @param home folder of the project: models and the built processor are below it
     */
    public ChaosCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        if (events < 100 || kills < 1 || !(ratePerSecond > 0)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--events is " + events + ", --kills " + kills + ", --rate " + ratePerSecond
                            + "; they must be at least 100, at least 1, and more than 0");
        }
        PrintWriter out = spec.commandLine().getOut();
        ChaosResult.printHeader(out);
        boolean right = true;
        for (Scenario scenario : scenarios) {
            boolean killing = scenario == Scenario.KILL;
            ChaosRun.Plan plan = new ChaosRun.Plan(
                    home.toAbsolutePath(),
                    scenario,
                    killing ? events : Math.max(100, events / 4),
                    killing ? kills : Math.max(1, kills / 5),
                    ratePerSecond,
                    seed);
            try (ChaosRun run = new ChaosRun(plan)) {
                ChaosResult result = run.run();
                result.print(out);
                right &= result.account().isRight();
            }
        }
        out.println(right ? "each image has exactly one answer" : "the sums are off");
        out.flush();
        return right ? 0 : 1;
    }
}
