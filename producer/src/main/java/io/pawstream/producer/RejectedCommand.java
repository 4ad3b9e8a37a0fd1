package io.pawstream.producer;

import java.util.Map;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What was refused: shows it, and sends it again. */
@Command(
        name = "rejected",
        synopsisSubcommandLabel = "[list|replay]",
        preprocessor = RejectedCommand.ListByDefault.class,
        description = "Lists the images that were refused, or sends them again. Without list or replay: list.")
final class RejectedCommand {

    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    /** Options without a command before them are those of {@code list}. */
    static final class ListByDefault implements IParameterPreprocessor {

        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
            if (arguments.isEmpty() || isOfList(arguments.peek())) {
                arguments.push("list");
            }
            return false;
        }

        private static boolean isOfList(String argument) {
            return argument.startsWith("-") && !OWN_OPTIONS.contains(argument);
        }
    }
}
