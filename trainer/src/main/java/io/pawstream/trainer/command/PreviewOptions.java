package io.pawstream.trainer.command;

import io.pawstream.onnx.command.SourceOption;
import io.pawstream.onnx.command.ThreadsOption;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.trainer.dataset.Dataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that draw some of the images. */
final class PreviewOptions {

    @Mixin
    private SourceOption data = new SourceOption();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where PNG files are written (default: ${DEFAULT-VALUE})")
    private Path folder = Path.of("data-report");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of the split, of what is shown, and of changes (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Mixin
    private ThreadsOption threadsOption = new ThreadsOption();

    /** Does something with images in memory. */
    interface Drawing {
        void of(Dataset dataset) throws IOException;
    }

    /** Reads the images as a training would, and draws. */
    void draw(PrintWriter out, Drawing drawing) throws IOException {
        try (PixelStore store = dataOptions.pixelStore(TrainCommand.SIZE)) {
            drawing.of(Dataset.read(data, dataOptions, 0, seed, threadsOption.apply(), store, out));
        }
        out.flush();
    }

    /** Where a file goes. */
    Path file(String name) {
        return folder.resolve(name);
    }

    long seed() {
        return seed;
    }
}
