package io.pawstream.producer;

import picocli.CommandLine.Option;

/** How events are printed. */
final class OutputOption {

    private enum Output {
        TABLE,
        JSON
    }

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "table or json, which prints each event as a line of JSON (default: ${DEFAULT-VALUE}).")
    private Output output;

    boolean isTable() {
        return output == Output.TABLE;
    }
}
