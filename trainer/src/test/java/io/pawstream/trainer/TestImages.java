package io.pawstream.trainer;

import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Images for tests: drawn images, and files that are available on some machines. */
public final class TestImages {

    private TestImages() {}

    /** Decodes drawn images into a store. */
    public static List<Sample> drawn(PixelStore store, int count) throws IOException {
        try (DrawnSource source = new DrawnSource(5)) {
            return new ImageLoader(store, 2, done -> {})
                    .load(source, count, FileFilter.DECODABLE)
                    .samples();
        }
    }

    /** Returns the path of a file that may be missing. */
    public static Path shared(String name) {
        return Path.of(System.getProperty("pawstream.home", ".."), "..", "shared", "data", name);
    }
}
