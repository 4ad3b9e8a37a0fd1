package io.pawstream.benchmark;

import io.pawstream.benchmark.capacity.CapacityCommand;
import io.pawstream.benchmark.capacity.ScalingCommand;
import io.pawstream.benchmark.consumers.ConsumersCommand;
import io.pawstream.benchmark.latency.LatencyCommand;
import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.start.StartCommand;
import io.pawstream.benchmark.throughput.MonitoringCommand;
import io.pawstream.benchmark.throughput.ThroughputCommand;
import io.pawstream.cli.CommandLines;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench}: benchmarks of the whole pipeline. */
@Command(
        name = "pawstream bench",
        mixinStandardHelpOptions = true,
        description = "Benchmarks the whole pipeline on this machine. Without a subcommand it runs throughput, latency,"
                + " scaling and monitoring one after the other.")
public final class BenchMain implements Callable<Integer> {

    private static final Set<String> DEFAULT_BENCHMARKS = Set.of("throughput", "latency", "scaling", "monitoring");

    /** Adds the options to the help and rejects unknown ones. Each subcommand parses them again. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    private BenchMain() {}

    /**
     * Runs benchmarks and exits with 0 if all succeeded. The system property {@code pawstream.home} is the root
     * directory of the project; by default it is the working directory.
     *
     * @param args the subcommand and its options
     */
    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("pawstream.home", ""));
        System.exit(commandLine(home).execute(args));
    }

    /**
     * Creates the command line.
     *
     * @param home root directory of the project, which contains the models and the built processor
     * @return the command line with all subcommands and error handlers
     */
    public static CommandLine commandLine(Path home) {
        return CommandLines.configure(new CommandLine(new BenchMain())
                .addSubcommand(new ThroughputCommand(home))
                .addSubcommand(new LatencyCommand(home))
                .addSubcommand(new ScalingCommand(home))
                .addSubcommand(new CapacityCommand(home))
                .addSubcommand(new ConsumersCommand(home))
                .addSubcommand(new MonitoringCommand(home))
                .addSubcommand(new StartCommand(home))
                .setCaseInsensitiveEnumValuesAllowed(true));
    }

    /**
     * Runs the benchmarks that need no other consumers, with the same options.
     *
     * @return 0, or the exit code of the first benchmark that fails
     */
    @Override
    public Integer call() {
        String[] given = spec.commandLine().getParseResult().originalArgs().toArray(String[]::new);
        for (Map.Entry<String, CommandLine> benchmark :
                spec.commandLine().getSubcommands().entrySet()) {
            int code = DEFAULT_BENCHMARKS.contains(benchmark.getKey())
                    ? benchmark.getValue().execute(given)
                    : 0;
            if (code != 0) {
                return code;
            }
        }
        return 0;
    }
}
