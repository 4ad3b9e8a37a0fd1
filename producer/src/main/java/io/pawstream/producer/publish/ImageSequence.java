package io.pawstream.producer.publish;

import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The images of a source in publishing order. Skips files without an image extension. */
final class ImageSequence implements Iterator<SourceImage> {

    private final ImageSource source;
    private final boolean loop;
    private final Consumer<String> otherFiles;
    private long remaining;
    private int index;
    private boolean firstPass = true;
    private boolean anyImage;
    private @Nullable SourceImage next;

    /**
     * Creates a sequence.
     *
     * @param source files to take the images from
     * @param count maximum number of images
     * @param loop whether to start over after the last image
     * @param otherFiles receives the name of each file without an image extension, once
     */
    ImageSequence(ImageSource source, long count, boolean loop, Consumer<String> otherFiles) {
        this.source = source;
        this.remaining = count;
        this.loop = loop;
        this.otherFiles = otherFiles;
    }

    @Override
    public boolean hasNext() {
        while (next == null && remaining > 0 && more()) {
            SourceImage image = source.get(index++);
            if (ImageType.isImageName(image.name())) {
                next = image;
                anyImage = true;
                remaining--;
            } else if (firstPass) {
                otherFiles.accept(image.name());
            }
        }
        return next != null;
    }

    private boolean more() {
        // If the first pass finds no image, looping would never end.
        if (index == source.size() && loop && anyImage) {
            index = 0;
            firstPass = false;
        }
        return index < source.size();
    }

    @Override
    public SourceImage next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        SourceImage image = next;
        next = null;
        return image;
    }
}
