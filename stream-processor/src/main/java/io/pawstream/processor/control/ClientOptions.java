package io.pawstream.processor.control;

import java.io.PrintWriter;
import java.net.URI;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the processor is, and how it knows an operator. */
final class ClientOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "address of an instance of the processor (default: ${DEFAULT-VALUE})")
    private URI url = URI.create("http://localhost:8080");

    // In the environment, as others on this machine can read command lines.
    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:PAWSTREAM_OPERATOR_TOKEN}",
            description = "what an operator has to know, if the processor asks for it (default: the environment's"
                    + " PAWSTREAM_OPERATOR_TOKEN)")
    private String token;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    ProcessorClient client() {
        return new ProcessorClient(url, token);
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    CommandLine commandLine() {
        return command.commandLine();
    }
}
