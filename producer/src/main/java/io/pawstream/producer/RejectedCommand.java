package io.pawstream.producer;

import java.util.Map;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Lists and replays rejected images. */
@Command(
        name = "rejected",
        synopsisSubcommandLabel = "[list|replay]",
        preprocessor = RejectedCommand.ListByDefault.class,
        description = "Lists or replays rejected images. The default is list.")
final class RejectedCommand {

    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    /** Runs {@code list} if no subcommand is given. */
    static final class ListByDefault implements IParameterPreprocessor {

        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
            if (arguments.isEmpty() || isListOption(arguments.peek())) {
                arguments.push("list");
            }
            return false;
        }

        private static boolean isListOption(String argument) {
            return argument.startsWith("-") && !OWN_OPTIONS.contains(argument);
        }
    }
}
