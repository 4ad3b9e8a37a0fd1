package io.pawstream.trainer.command;

import io.pawstream.cli.ErrorHandlers;
import io.pawstream.cli.WordConverter;
import io.pawstream.onnx.dataset.Keep;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.trainer.mobilenet.Variant;
import io.pawstream.trainer.network.Pooling;
import io.pawstream.trainer.training.Schedule;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command above all others; it only names them. */
@Command(name = "pawstream", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class TrainerCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private TrainerCommand() {}

    /**
     * The command line, ready to execute.
     *
     * @param clock time of the versions of models
     */
    public static CommandLine commandLine(Clock clock) {
        return ErrorHandlers.install(new CommandLine(new TrainerCommand())
                .addSubcommand(new TrainCommand(clock))
                .addSubcommand(new DataCommand())
                .registerConverter(Keep.class, new WordConverter<>(Keep.values()))
                .registerConverter(Pooling.class, new WordConverter<>(Pooling.values()))
                .registerConverter(Schedule.class, new WordConverter<>(Schedule.values()))
                .registerConverter(Select.class, new WordConverter<>(Select.values()))
                .registerConverter(Variant.class, new WordConverter<>(Variant.values()))
                .registerConverter(WeightStorage.class, new WordConverter<>(WeightStorage.values())));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: train or data");
    }
}
