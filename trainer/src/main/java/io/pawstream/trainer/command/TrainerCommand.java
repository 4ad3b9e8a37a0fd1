package io.pawstream.trainer.command;

import io.pawstream.sources.FileErrors;
import io.pawstream.trainer.data.Keep;
import io.pawstream.trainer.mobilenet.Variant;
import io.pawstream.trainer.network.Pooling;
import io.pawstream.trainer.onnx.WeightStorage;
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
     * @param clock time of the versions of models and of reports
     */
    public static CommandLine commandLine(Clock clock) {
        return new CommandLine(new TrainerCommand())
                .addSubcommand(new TrainCommand(clock))
                .addSubcommand(new QuantizeCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new ReportCommand(clock))
                .addSubcommand(new DataCommand())
                .registerConverter(Keep.class, new Words<>(Keep.values()))
                .registerConverter(Pooling.class, new Words<>(Pooling.values()))
                .registerConverter(Schedule.class, new Words<>(Schedule.values()))
                .registerConverter(Select.class, new Words<>(Select.values()))
                .registerConverter(SplitName.class, new Words<>(SplitName.values()))
                .registerConverter(Variant.class, new Words<>(Variant.values()))
                .registerConverter(WeightStorage.class, new Words<>(WeightStorage.values()))
                .setParameterExceptionHandler((exception, arguments) -> {
                    CommandLine commandLine = exception.getCommandLine();
                    commandLine
                            .getErr()
                            .println(commandLine.getColorScheme().errorText(exception.getMessage()) + " (see "
                                    + commandLine.getCommandSpec().qualifiedName() + " --help)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    if (System.getenv("PAWSTREAM_DEBUG") != null) {
                        exception.printStackTrace(commandLine.getErr());
                    }
                    commandLine.getErr().println(commandLine.getColorScheme().errorText(message(exception)));
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String message(Exception exception) {
        // Exceptions without a message of their own are bugs; their class says more than nothing.
        return exception.getMessage() == null ? exception.toString() : FileErrors.message(exception);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? train, quantize, evaluate, report or data");
    }
}
