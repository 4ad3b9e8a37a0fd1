package io.pawstream.producer;

import picocli.CommandLine.Option;

/** Option for the output format of events. */
final class OutputOption {

    private enum Output {
        TABLE,
        JSON
    }

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Output format: a table, or one JSON object per line (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    boolean isTable() {
        return output == Output.TABLE;
    }
}
