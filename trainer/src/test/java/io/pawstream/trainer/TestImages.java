package io.pawstream.trainer;

import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.drawing.Species;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Images for tests: drawn images, and files that are available on some machines. */
public final class TestImages {

    private TestImages() {}

    /** Decodes drawn cats and dogs into a store. */
    public static List<Sample> drawn(PixelStore store, int count) throws IOException {
        return drawn(store, 2, count);
    }

    /** Decodes drawn images of the first classes into a store. */
    public static List<Sample> drawn(PixelStore store, int classes, int count) throws IOException {
        List<Species> species = List.of(Species.values()).subList(0, classes);
        try (DrawnSource source = new DrawnSource(5, species)) {
            return new ImageLoader(store, species.stream().map(Species::label).toList(), 2, done -> {})
                    .load(source, count, FileFilter.DECODABLE)
                    .samples();
        }
    }

    /** Returns the path of a file that may be missing. */
    public static Path shared(String name) {
        return Path.of(System.getProperty("pawstream.home", ".."), "..", "shared", "data", name);
    }
}
