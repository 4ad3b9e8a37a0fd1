package io.pawstream.trainer.command;

import io.pawstream.cli.CommandLines;
import io.pawstream.cli.WordConverter;
import io.pawstream.onnx.command.OnnxCommand;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.EpochSelection;
import io.pawstream.trainer.mobilenet.Variant;
import io.pawstream.trainer.network.Pooling;
import io.pawstream.trainer.training.Schedule;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top-level command, parent of {@code train} and {@code data}. */
@Command(name = "pawstream", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class TrainerCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private TrainerCommand() {}

    /**
     * Creates the command line.
     *
     * @param clock source of the time for versions of models and on reports
     * @return the command line, ready to execute
     */
    public static CommandLine commandLine(Clock clock) {
        CommandLine commands = new CommandLine(new TrainerCommand())
                .addSubcommand(new TrainCommand(clock))
                .addSubcommand(new DataCommand())
                .registerConverter(FileFilter.class, new WordConverter<>(FileFilter.values()))
                .registerConverter(Pooling.class, new WordConverter<>(Pooling.values()))
                .registerConverter(Schedule.class, new WordConverter<>(Schedule.values()))
                .registerConverter(EpochSelection.class, new WordConverter<>(EpochSelection.values()))
                .registerConverter(Variant.class, new WordConverter<>(Variant.values()))
                .registerConverter(WeightStorage.class, new WordConverter<>(WeightStorage.values()));
        // The container image of the trainer has this jar only.
        return CommandLines.configure(OnnxCommand.addTo(commands, clock));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "missing command; use train, data, import, quantize, evaluate or report");
    }
}
