package io.pawstream.onnx.command;

import io.pawstream.cli.ErrorHandlers;
import io.pawstream.cli.WordConverter;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of {@code quantize}, {@code evaluate} and {@code report}. */
@Command(name = "pawstream", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class OnnxCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private OnnxCommand() {}

    /**
     * The command line, ready to execute.
     *
     * @param clock time of reports
     */
    public static CommandLine commandLine(Clock clock) {
        return ErrorHandlers.install(new CommandLine(new OnnxCommand())
                .addSubcommand(new QuantizeCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new ReportCommand(clock))
                .registerConverter(SplitName.class, new WordConverter<>(SplitName.values())));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: quantize, evaluate or report");
    }
}
