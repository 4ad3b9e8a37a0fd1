package io.pawstream.trainer.command;

import io.pawstream.trainer.data.Keep;
import io.pawstream.trainer.data.SplitSizes;
import picocli.CommandLine.Option;

/** Options of how a source is divided. */
final class DataOptions {

    @Option(
            names = "--keep",
            paramLabel = "jfif|decodable",
            description = "files that count, if they decode: those marked JFIF, as published, or all"
                    + " (default: ${DEFAULT-VALUE})")
    Keep keep = Keep.JFIF;

    @Option(names = "--train-size", paramLabel = "N", description = "pictures to train on (default: 9305)")
    Integer trainSize;

    @Option(names = "--validation-size", paramLabel = "N", description = "pictures to choose on (default: 2326)")
    Integer validationSize;

    @Option(names = "--test-size", paramLabel = "N", description = "pictures of the final score (default: 2326)")
    Integer testSize;

    SplitSizes sizes(int available) {
        return SplitSizes.of(available, trainSize, validationSize, testSize);
    }
}
