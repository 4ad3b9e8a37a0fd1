package io.pawstream.quickstart;

import io.pawstream.cli.ErrorHandlers;
import io.pawstream.quickstart.chaos.ChaosCommand;
import io.pawstream.quickstart.chaos.SoakCommand;
import io.pawstream.quickstart.demo.DemoCommand;
import java.nio.file.Path;
import java.time.ZoneId;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of this module: {@code demo}, {@code chaos} and {@code soak}. */
@Command(name = "pawstream", mixinStandardHelpOptions = true, description = "The whole product on one machine.")
public final class QuickstartMain {

    private QuickstartMain() {}

    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("pawstream.home", ""));
        System.exit(commandLine(home).execute(args));
    }

    public static CommandLine commandLine(Path home) {
        return ErrorHandlers.install(new CommandLine(new QuickstartMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .addSubcommand(new DemoCommand(home, ZoneId.systemDefault()))
                .addSubcommand(new ChaosCommand(home))
                .addSubcommand(new SoakCommand(home)));
    }
}
