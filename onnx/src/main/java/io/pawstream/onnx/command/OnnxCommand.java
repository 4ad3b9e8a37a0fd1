package io.pawstream.onnx.command;

import io.pawstream.cli.CommandLines;
import io.pawstream.cli.WordConverter;
import io.pawstream.onnx.dataset.SplitName;
import io.pawstream.onnx.imports.Activation;
import io.pawstream.onnx.imports.ColorOrder;
import io.pawstream.onnx.imports.Layout;
import io.pawstream.onnx.imports.Preset;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top-level command, parent of {@code import}, {@code quantize}, {@code evaluate} and {@code report}. */
@Command(name = "pawstream", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class OnnxCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private OnnxCommand() {}

    /**
     * Creates the command line.
     *
     * @param clock source of the time on reports and imported models
     * @return the command line, ready to execute
     */
    public static CommandLine commandLine(Clock clock) {
        return CommandLines.configure(addTo(new CommandLine(new OnnxCommand()), clock));
    }

    /**
     * Adds the commands to another command, so that one jar offers them all.
     *
     * @param parent the command that they become subcommands of
     * @param clock source of the time on reports and imported models
     * @return the parent
     */
    public static CommandLine addTo(CommandLine parent, Clock clock) {
        return parent.addSubcommand(new ImportCommand(clock))
                .addSubcommand(new QuantizeCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new ReportCommand(clock))
                .registerConverter(SplitName.class, new WordConverter<>(SplitName.values()))
                .registerConverter(Layout.class, new WordConverter<>(Layout.values()))
                .registerConverter(ColorOrder.class, new WordConverter<>(ColorOrder.values()))
                .registerConverter(Activation.class, new WordConverter<>(Activation.values()))
                .registerConverter(Preset.class, new WordConverter<>(Preset.values()));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command; use import, quantize, evaluate or report");
    }
}
