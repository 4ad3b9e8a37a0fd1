package io.pawstream.onnx.dataset;

import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A source with other labels.
 *
 * @param source the images
 * @param labels returns the label of an image from its name
 */
record LabeledSource(ImageSource source, Function<String, Optional<String>> labels) implements ImageSource {

    private record LabeledImage(SourceImage image, Optional<String> label) implements SourceImage {
        @Override
        public String name() {
            return image.name();
        }

        @Override
        public Optional<URI> address() {
            return image.address();
        }

        @Override
        public long bytes() {
            return image.bytes();
        }

        @Override
        public byte[] read() throws IOException {
            return image.read();
        }
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public SourceImage get(int index) {
        SourceImage image = source.get(index);
        return new LabeledImage(image, labels.apply(image.name()));
    }

    @Override
    public List<String> emptyFolders() {
        return source.emptyFolders();
    }

    @Override
    public Optional<String> warning() {
        return source.warning();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
