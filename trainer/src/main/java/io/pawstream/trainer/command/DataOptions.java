package io.pawstream.trainer.command;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.command.SourceOption;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.trainer.dataset.DatasetSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that select images, divide them into splits and limit their memory. */
final class DataOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--keep",
            paramLabel = "jfif|decodable",
            description = "Files to use: those marked JFIF, as in the published exercise, or all that can be decoded"
                    + " (default: jfif for the published archive, otherwise decodable).")
    private @Nullable FileFilter filter;

    @Option(
            names = "--train-size",
            paramLabel = "N",
            description = "Size of the training split (default: the rest; 9305 as published).")
    private @Nullable Integer trainSize;

    @Option(
            names = "--validation-size",
            paramLabel = "N",
            description = "Size of the validation split (default: a tenth; 2326 as published).")
    private @Nullable Integer validationSize;

    @Option(
            names = "--test-size",
            paramLabel = "N",
            description = "Size of the test split (default: a tenth; 2326 as published).")
    private @Nullable Integer testSize;

    @Option(
            names = "--more-data",
            paramLabel = "ZIP|DIR|published",
            description = "More images of the same classes for the training split only. An image whose content is in a"
                    + " split is dropped. Repeatable.")
    private List<String> more = List.of();

    private long pixelMemoryMegabytes = PixelStore.DEFAULT_MEMORY_MEGABYTES;

    @Option(
            names = "--pixel-memory",
            paramLabel = "MB",
            description =
                    "Memory for decoded images in MiB, at least 0; a temporary file holds the rest (default: 2048).")
    void setPixelMemory(int megabytes) {
        if (megabytes < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--pixel-memory is " + megabytes + "; it must be at least 0");
        }
        pixelMemoryMegabytes = megabytes;
    }

    /** {@return the names of the sources with more images to train on, as on model cards} */
    List<String> more() {
        return more.stream().map(SourceOption::name).toList();
    }

    /** Creates an empty store for images of a size. */
    PixelStore pixelStore(ImageSize size) {
        return new PixelStore(Preprocessing.stretched(size), pixelMemoryMegabytes << 20);
    }

    /**
     * Returns the settings of a dataset.
     *
     * @param drawnShare number of drawn images to train on, as a share of all others to train on
     * @param seed seed of the splits and of drawn images
     * @throws IOException if more images are in the published archive, which is not cached
     */
    DatasetSettings settings(double drawnShare, long seed) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String source : more) {
            paths.add(SourceOption.path(source));
        }
        return new DatasetSettings(filter, trainSize, validationSize, testSize, paths, drawnShare, seed);
    }
}
