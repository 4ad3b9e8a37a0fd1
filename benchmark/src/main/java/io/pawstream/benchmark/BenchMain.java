package io.pawstream.benchmark;

import io.pawstream.benchmark.latency.LatencyCommand;
import io.pawstream.benchmark.throughput.ConsumersCommand;
import io.pawstream.benchmark.throughput.ScalingCommand;
import io.pawstream.benchmark.throughput.ThroughputCommand;
import io.pawstream.benchmark.throughput.WatchingCommand;
import io.pawstream.cli.ErrorHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench}: measures the whole pipeline. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures the whole pipeline on this machine: throughput, latency, scaling and being watched, one after"
                        + " the other, or one of them.")
public final class BenchMain implements Callable<Integer> {

    /** For the help and for wrong ones; each measurement reads them itself. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    private BenchMain() {}

    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("pawstream.home", ""));
        System.exit(commandLine(home).execute(args));
    }

    static CommandLine commandLine(Path home) {
        return ErrorHandlers.install(new CommandLine(new BenchMain())
                .addSubcommand(new ThroughputCommand(home))
                .addSubcommand(new LatencyCommand(home))
                .addSubcommand(new ScalingCommand(home))
                .addSubcommand(new ConsumersCommand(home))
                .addSubcommand(new WatchingCommand(home))
                .setCaseInsensitiveEnumValuesAllowed(true));
    }

    /** All that need nothing but this project, with the same options. */
    @Override
    public Integer call() {
        List<String> given = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        for (String each : List.of("throughput", "latency", "scaling", "watching")) {
            int code = spec.commandLine().getSubcommands().get(each).execute(given.toArray(String[]::new));
            if (code != 0) {
                return code;
            }
        }
        return 0;
    }
}
