package io.pawstream.quickstart.chaos;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Watches the memory of a processor whose model is switched all the time. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the processor for a while under a steady load, switches its model again and again, and watches its"
                    + " resident memory (on Linux). Its heap is in memory from the start, so that only what is outside of it"
                    + " can grow.",
            "Exit code 0: the memory has grown by less than 2%, and each image has exactly one answer."
        })
public final class SoakCommand implements Callable<Integer> {

    private static final double MOST_GROWTH = 0.02;

    private final Path home;

    @Option(names = "--minutes", paramLabel = "N", description = "how long (default: ${DEFAULT-VALUE})")
    private double minutes = 30;

    @Option(
            names = "--settle-minutes",
            paramLabel = "N",
            description = "time after which the memory must not grow any more (default: ${DEFAULT-VALUE})")
    private double settleMinutes = 5;

    @Option(
            names = "--switch-seconds",
            paramLabel = "N",
            description = "time between two switches of the model (default: ${DEFAULT-VALUE})")
    private double switchSeconds = 10;

    @Option(
            names = "--load",
            paramLabel = "S",
            description =
                    "images per second, as a share of those that the processor can do (default: ${DEFAULT-VALUE})")
    private double load = 0.5;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            description = "the models, at least two (default: model5,model3)")
    private List<String> models = List.of("model5", "model3");

    @Spec
    private CommandSpec spec;

    /**
     * The command.
     *
     * @param home folder of the project: models and the built processor are below it
     */
    public SoakCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        if (!(settleMinutes > 0 && settleMinutes < minutes && switchSeconds > 0 && load > 0 && load <= 1)
                || models.size() < 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--minutes is " + minutes + ", --settle-minutes " + settleMinutes + ", --switch-seconds "
                            + switchSeconds + ", --load " + load + ", --models " + String.join(",", models)
                            + "; it must settle within the time, switch between two models, and load be 0 to 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        SoakRun.Plan plan = new SoakRun.Plan(
                home.toAbsolutePath(),
                models,
                ofSeconds(minutes * 60),
                ofSeconds(settleMinutes * 60),
                ofSeconds(switchSeconds),
                load);
        try (SoakRun run = new SoakRun(plan, out)) {
            SoakRun.Result result = run.run();
            Account account = result.account();
            out.printf(
                    Locale.ROOT,
                    "%d switches; resident memory %.1f MB after %.1f min, %.1f MB at the end: %+.2f%%%n",
                    result.switches(),
                    result.bytesBefore() / 1e6,
                    settleMinutes,
                    result.bytesAfter() / 1e6,
                    100 * result.growth());
            out.printf(
                    "published %d, predictions %d, rejections %d, missing %d, duplicates %d, out of order %d%n",
                    account.published(),
                    account.predictions(),
                    account.rejections(),
                    account.missing(),
                    account.duplicates(),
                    account.outOfOrder());
            out.flush();
            return account.isRight() && result.growth() < MOST_GROWTH ? 0 : 1;
        }
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
