package io.pawstream.benchmark.capacity;

import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.model.ModelDirectory;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of the benchmarks that measure a {@link SustainedLoad}. */
final class LoadOptions {

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "Seconds before each measurement, at least 1, for each instance (default: ${DEFAULT-VALUE}).")
    private int warmUp = 20;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Duration of each measurement, at least 1 (default: ${DEFAULT-VALUE}).")
    private int seconds = 12;

    /** Checks the options, and rejects the command line if one is too small. */
    void check(BenchOptions options) {
        options.require(warmUp >= 1, "--warm-up is " + warmUp + "; it must be at least 1");
        options.require(seconds >= 1, "--seconds is " + seconds + "; it must be at least 1");
    }

    /** {@return a load that is measured for the time of the options} */
    SustainedLoad load(ModelDirectory model, Workload workload, Deployment deployment, Map<String, String> settings) {
        return new SustainedLoad(model, workload, deployment, settings, warmUp, seconds);
    }
}
