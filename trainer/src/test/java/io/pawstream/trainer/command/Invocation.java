package io.pawstream.trainer.command;

import io.pawstream.onnx.command.OnnxCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import picocli.CommandLine;

/** A command that was run, and what it said. */
record Invocation(int exitCode, String out, String err) {

    static Invocation of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        boolean trains = Set.of("train", "data").contains(arguments[0]);
        CommandLine commands = trains ? TrainerCommand.commandLine(clock) : OnnxCommand.commandLine(clock);
        int exitCode = commands.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Invocation(exitCode, out.toString(), err.toString());
    }
}
