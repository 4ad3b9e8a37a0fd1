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

/** {@code soak}: measures the memory of a processor that switches its model continuously under a steady load. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the processor under a steady load, switches its model at an interval, and measures its resident memory"
                    + " (Linux only). The heap is fully allocated at the start, so only native memory can grow.",
            "Exit code 0: resident memory grew by less than 2%%, and every image has exactly one result."
        })
public final class SoakCommand implements Callable<Integer> {

    private static final double MAX_GROWTH = 0.02;

    private final Path home;

    @Option(names = "--minutes", paramLabel = "N", description = "Duration of the load (default: ${DEFAULT-VALUE}).")
    private double minutes = 30;

    @Option(
            names = "--settle-minutes",
            paramLabel = "N",
            description = "Time after which memory must not grow, less than --minutes (default: ${DEFAULT-VALUE}).")
    private double settleMinutes = 5;

    @Option(
            names = "--switch-seconds",
            paramLabel = "N",
            description = "Interval between two switches of the model, above 0 (default: ${DEFAULT-VALUE}).")
    private double switchSeconds = 10;

    @Option(
            names = "--load",
            paramLabel = "S",
            description = "Load as a share of the processor's maximum throughput, above 0 and at most 1 (default:"
                    + " ${DEFAULT-VALUE}).")
    private double load = 0.5;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            description = "Models to switch between, at least two (default: model5,model3).")
    private List<String> models = List.of("model5", "model3");

    @Spec
    private CommandSpec spec;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models and the built processor
     */
    public SoakCommand(Path home) {
        this.home = home;
    }

    /**
     * Runs the load and prints memory and results.
     *
     * @return 0 if memory grew by less than 2% and every image has exactly one result, else 1
     * @throws Exception if broker or processor fail
     */
    @Override
    public Integer call() throws Exception {
        require(
                settleMinutes > 0 && settleMinutes < minutes,
                "--settle-minutes is " + settleMinutes + "; it must be above 0 and less than --minutes, " + minutes);
        require(switchSeconds > 0, "--switch-seconds is " + switchSeconds + "; it must be above 0");
        require(load > 0 && load <= 1, "--load is " + load + "; it must be above 0 and at most 1");
        require(models.size() >= 2, "--models is " + String.join(",", models) + "; it must name at least two models");
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
            print(out, result);
            return result.counts().isExactlyOnce() && result.growth() < MAX_GROWTH ? 0 : 1;
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private void print(PrintWriter out, SoakRun.Result result) {
        out.printf(
                Locale.ROOT,
                "%d model switches; resident memory %.1f MB after %.1f min, %.1f MB at the end: %+.2f%%%n",
                result.switches(),
                result.bytesBefore() / 1e6,
                settleMinutes,
                result.bytesAfter() / 1e6,
                100 * result.growth());
        DeliveryCounts counts = result.counts();
        out.printf(
                "published %d, predictions %d, rejections %d, missing %d, duplicates %d, out of order %d%n",
                counts.published(),
                counts.predictions(),
                counts.rejections(),
                counts.missing(),
                counts.duplicates(),
                counts.outOfOrder());
        out.flush();
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
