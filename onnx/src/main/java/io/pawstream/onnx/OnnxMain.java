package io.pawstream.onnx;

import io.pawstream.cli.CommandLines;
import io.pawstream.onnx.command.OnnxCommand;
import java.time.Clock;

/** Entry point of the commands {@code import}, {@code quantize}, {@code evaluate} and {@code report}. */
public final class OnnxMain {

    private OnnxMain() {}

    /**
     * Runs a command and exits: 0 for success, 1 for a failure, 2 for an invalid command line.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(CommandLines.requireTemporaryDirectory(OnnxCommand.commandLine(Clock.systemUTC()))
                .execute(arguments));
    }
}
