package io.pawstream.trainer;

import io.pawstream.trainer.command.TrainerCommand;
import java.time.Clock;

/** Entry point of {@code train}, {@code evaluate}, {@code report} and {@code data}. */
public final class TrainerMain {

    private TrainerMain() {}

    /** Exit codes: 0 done, 1 failed, 2 the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(TrainerCommand.commandLine(Clock.systemUTC()).execute(arguments));
    }
}
