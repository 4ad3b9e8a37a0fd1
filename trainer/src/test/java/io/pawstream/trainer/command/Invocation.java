package io.pawstream.trainer.command;

import io.pawstream.onnx.command.OnnxCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import picocli.CommandLine;

/** The exit code and the output of a command. */
record Invocation(int exitCode, String out, String err) {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    /** Runs a command of the trainer. */
    static Invocation of(String... arguments) {
        return of(TrainerCommand.commandLine(CLOCK), arguments);
    }

    /** Runs a command of the module onnx. */
    static Invocation ofOnnx(String... arguments) {
        return of(OnnxCommand.commandLine(CLOCK), arguments);
    }

    private static Invocation of(CommandLine commands, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = commands.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Invocation(exitCode, out.toString(), err.toString());
    }
}
