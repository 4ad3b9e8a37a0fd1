package io.pawstream.onnx;

import io.pawstream.onnx.command.OnnxCommand;
import java.time.Clock;

/** Entry point of {@code quantize}, {@code evaluate} and {@code report}. */
public final class OnnxMain {

    private OnnxMain() {}

    /** Exit codes: 0 for success, 1 for a failure, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        System.exit(OnnxCommand.commandLine(Clock.systemUTC()).execute(arguments));
    }
}
