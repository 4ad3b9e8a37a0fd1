package io.pawstream.processor.control;

import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for connecting to a stream processor. */
final class ClientOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "URL of an instance of the processor (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    // The environment is safer, because other users of the machine can read command lines.
    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:PAWSTREAM_OPERATOR_TOKEN}",
            description = "Operator token, if the processor requires one (default: environment variable"
                    + " PAWSTREAM_OPERATOR_TOKEN).")
    private @Nullable String token;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    ProcessorClient client() {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new ParameterException(
                    command.commandLine(), "--url is \"" + url + "\"; it must be like http://localhost:8080");
        }
        if (token != null && token.chars().anyMatch(Character::isISOControl)) {
            throw new ParameterException(command.commandLine(), "--token contains a control character");
        }
        return new ProcessorClient(url, token);
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    CommandLine commandLine() {
        return command.commandLine();
    }
}
