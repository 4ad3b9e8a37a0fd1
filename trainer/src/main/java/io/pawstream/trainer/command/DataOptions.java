package io.pawstream.trainer.command;

import io.pawstream.onnx.dataset.Keep;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.vision.image.ImageSize;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of how a source is divided, and kept. */
public final class DataOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--keep",
            paramLabel = "jfif|decodable",
            description = "files that count, if they decode: those marked JFIF, as published, or all"
                    + " (default: ${DEFAULT-VALUE})")
    public Keep keep = Keep.JFIF;

    @Option(names = "--train-size", paramLabel = "N", description = "images to train on (default: 9305)")
    Integer trainSize;

    @Option(names = "--validation-size", paramLabel = "N", description = "images to choose on (default: 2326)")
    Integer validationSize;

    @Option(names = "--test-size", paramLabel = "N", description = "images of the final score (default: 2326)")
    Integer testSize;

    private long pixelMemoryMegabytes = PixelStore.DEFAULT_MEMORY_MEGABYTES;

    @Option(
            names = "--pixel-memory",
            paramLabel = "MB",
            description = "memory for decoded images; those beyond it go into a temporary file (default: 2048)")
    void setPixelMemory(int megabytes) {
        if (megabytes < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--pixel-memory is " + megabytes + "; it must be 0 or more");
        }
        pixelMemoryMegabytes = megabytes;
    }

    /** An empty store for pixels. */
    PixelStore pixelStore(ImageSize size) {
        return new PixelStore(size, pixelMemoryMegabytes << 20);
    }

    public SplitSizes sizes(int available) {
        return SplitSizes.of(available, trainSize, validationSize, testSize);
    }
}
