package io.pawstream.benchmark.capacity;

import io.pawstream.benchmark.shared.BenchOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench capacity}: fits a capacity model, checks it with other configurations, and plans for some rates. */
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        description = "Measures the coefficients of a capacity model, compares its predictions with the throughput of"
                + " configurations that it was not fitted to, and prints what some rates of images need.")
public final class CapacityCommand implements Callable<Integer> {

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "Model to plan for (default: ${DEFAULT-VALUE}).")
    private String model = "model5-8bit";

    @Option(
            names = "--other-model",
            paramLabel = "NAME",
            description = "Model that is measured with small images and predicted for larger ones"
                    + " (default: ${DEFAULT-VALUE}).")
    private String otherModel = "model1";

    @Option(
            names = "--rates",
            paramLabel = "N,...",
            split = ",",
            description = "Images per second to plan for, above 0 (default: ${DEFAULT-VALUE}).")
    private List<Double> rates = List.of(1_000.0, 100_000.0, 10_000_000.0);

    @Mixin
    private LoadOptions loadOptions = new LoadOptions();

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models and the built processor
     */
    public CapacityCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    /**
     * Measures, and prints the coefficients, the comparison and the plans.
     *
     * @return 0
     * @throws Exception if a model is missing, or broker or processor fail
     */
    @Override
    public Integer call() throws Exception {
        loadOptions.check(options);
        rates.forEach(rate -> options.require(rate > 0, "--rates contains " + rate + "; each must be above 0"));
        options.rounds();
        new CapacityRun(home, options, loadOptions, spec.commandLine().getOut())
                .run(options.model(home, model), options.model(home, otherModel), rates);
        return 0;
    }
}
