package io.pawstream.benchmark;

import io.pawstream.benchmark.latency.LatencyCommand;
import io.pawstream.benchmark.throughput.ThroughputCommand;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bench}: measures the whole pipeline. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures the whole pipeline on this machine.")
public final class BenchMain {

    private BenchMain() {}

    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("pawstream.home", ""));
        System.exit(commandLine(home).execute(args));
    }

    static CommandLine commandLine(Path home) {
        return new CommandLine(new BenchMain())
                .addSubcommand(new ThroughputCommand(home))
                .addSubcommand(new LatencyCommand(home));
    }
}
