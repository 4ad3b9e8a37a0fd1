package io.pawstream.quickstart;

import io.pawstream.cli.CommandLines;
import io.pawstream.cli.OutputWatch;
import io.pawstream.quickstart.chaos.ChaosCommand;
import io.pawstream.quickstart.chaos.SoakCommand;
import io.pawstream.quickstart.demo.DemoCommand;
import java.nio.file.Path;
import java.time.ZoneId;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of this module: {@code demo}, {@code chaos} and {@code soak}. */
@Command(
        name = "pawstream",
        mixinStandardHelpOptions = true,
        description = "Runs the whole pipeline on this machine with an embedded Kafka broker.")
public final class QuickstartMain {

    private QuickstartMain() {}

    /**
     * Runs a command and exits with its code, or as after Ctrl-C if nobody reads its output any more. The system property {@code pawstream.home} is the root directory of the
     * project; by default it is the working directory.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("pawstream.home", ""));
        CommandLine command = CommandLines.requireTemporaryDirectory(commandLine(home));
        System.exit(OutputWatch.run(OutputWatch::exit, () -> command.execute(args)));
    }

    /**
     * Creates the command line.
     *
     * @param home root directory of the project, which contains the models and the built processor
     * @return the command line with all subcommands and error handlers
     */
    public static CommandLine commandLine(Path home) {
        return CommandLines.configure(new CommandLine(new QuickstartMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .addSubcommand(new DemoCommand(home, ZoneId.systemDefault()))
                .addSubcommand(new ChaosCommand(home))
                .addSubcommand(new SoakCommand(home)));
    }
}
