package io.pawstream.trainer;

import io.pawstream.cli.CommandLines;
import io.pawstream.trainer.command.TrainerCommand;
import io.pawstream.vision.CacheDirectory;
import java.time.Clock;

/** Entry point of the commands {@code train} and {@code data}. */
public final class TrainerMain {

    private TrainerMain() {}

    /**
     * Runs a command and exits: 0 for success, 1 for a failure, 2 for an invalid command line.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        CacheDirectory.useForNativeLibraries();
        System.exit(CommandLines.requireTemporaryDirectory(TrainerCommand.commandLine(Clock.systemUTC()))
                .execute(arguments));
    }
}
