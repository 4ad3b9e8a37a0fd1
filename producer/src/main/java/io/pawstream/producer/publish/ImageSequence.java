package io.pawstream.producer.publish;

import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** The images of a source in the order of publishing; other files are left out. */
final class ImageSequence implements Iterator<SourceImage> {

    private final ImageSource source;
    private final boolean loop;
    private final Consumer<String> other;
    private long left;
    private int index;
    private boolean firstPass = true;
    private boolean anyImage;
    private SourceImage next;

    /**
     * A sequence.
     *
     * @param count how many images at most
     * @param loop whether to begin again after the last one
     * @param other is told the names of files that are not named like an image
     */
    ImageSequence(ImageSource source, long count, boolean loop, Consumer<String> other) {
        this.source = source;
        this.left = count;
        this.loop = loop;
        this.other = other;
    }

    @Override
    public boolean hasNext() {
        while (next == null && left > 0 && more()) {
            SourceImage image = source.get(index++);
            if (ImageType.isImageName(image.name())) {
                next = image;
                anyImage = true;
                left--;
            } else if (firstPass) {
                other.accept(image.name());
            }
        }
        return next != null;
    }

    private boolean more() {
        // Without an image in the first pass there is none in the others.
        if (index == source.size() && loop && anyImage) {
            index = 0;
            firstPass = false;
        }
        return index < source.size();
    }

    @Override
    public SourceImage next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        SourceImage image = next;
        next = null;
        return image;
    }
}
