package io.pawstream.trainer.command;

import io.pawstream.cli.Console;
import io.pawstream.cli.HomeDirectory;
import io.pawstream.onnx.command.SourceOption;
import io.pawstream.onnx.command.ThreadsOption;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.sources.ImageSource;
import io.pawstream.trainer.dataset.Dataset;
import io.pawstream.trainer.dataset.DatasetReader;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that draw example images of a training. */
final class PreviewOptions {

    @Mixin
    private SourceOption data = new SourceOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Output directory of PNG files (default: ${DEFAULT-VALUE}).")
    private Path directory = HomeDirectory.resolve("data-report");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed of the splits, the selected images and their random changes (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Mixin
    private ThreadsOption threadsOption = new ThreadsOption();

    /** Draws images of a dataset. */
    interface Drawing {
        void of(Dataset dataset) throws IOException;
    }

    /**
     * Reads the images as a training does, and draws some of them.
     *
     * @param console receives progress lines and warnings
     * @param drawing draws images of the dataset
     * @throws IOException if images cannot be read or drawn
     */
    void draw(Console console, Drawing drawing) throws IOException {
        try (PixelStore store = dataOptions.pixelStore(TrainCommand.DEFAULT_SIZE);
                ImageSource source = data.open(seed)) {
            drawing.of(new DatasetReader(store, store, threadsOption.threads(), console)
                    .read(source, dataOptions.settings(0, seed)));
        }
        console.out().flush();
    }

    /** {@return the path of an output file} */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** {@return the seed} */
    long seed() {
        return seed;
    }
}
