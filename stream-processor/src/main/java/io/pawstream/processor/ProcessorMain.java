package io.pawstream.processor;

import io.pawstream.processor.command.ModelsCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import picocli.CommandLine;

/** Entry point: the service, or {@code models}, which asks one that runs. */
@QuarkusMain
public final class ProcessorMain {

    private ProcessorMain() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("models")) {
            System.exit(commandLine().execute(Arrays.copyOfRange(args, 1, args.length)));
        }
        Quarkus.run(args);
    }

    static CommandLine commandLine() {
        CommandLine models = new CommandLine(new ModelsCommand());
        models.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println(failure.getMessage());
            return 1;
        });
        models.setParameterExceptionHandler((failure, words) -> {
            CommandLine command = failure.getCommandLine();
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println(failure.getMessage() + "; \"" + name + " --help\" lists what there is");
            return 2;
        });
        return models;
    }
}
