package io.pawstream.trainer;

import io.pawstream.onnx.dataset.Keep;
import io.pawstream.onnx.dataset.PhotoLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Images for tests: drawn ones, and the photos that some checkouts have beside them. */
public final class TestImages {

    private TestImages() {}

    /** Drawn images, decoded into a store. */
    public static List<Sample> drawn(PixelStore store, int count) throws IOException {
        try (DrawnSource source = new DrawnSource(5)) {
            return new PhotoLoader(store, 2, done -> {})
                    .load(source, count, Keep.DECODABLE)
                    .samples();
        }
    }

    /** A file that may not be there. */
    public static Path shared(String name) {
        return Path.of(System.getProperty("pawstream.home", ".."), "..", "shared", "data", name);
    }
}
