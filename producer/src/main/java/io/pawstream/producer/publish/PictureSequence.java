package io.pawstream.producer.publish;

import io.pawstream.sources.Picture;
import io.pawstream.sources.PictureSource;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** The pictures of a source in the order of publishing; other files are left out. */
final class PictureSequence implements Iterator<Picture> {

    private final PictureSource source;
    private final boolean loop;
    private final Consumer<String> other;
    private long left;
    private int index;
    private boolean firstPass = true;
    private boolean anyPicture;
    private Picture next;

    /**
     * A sequence.
     *
     * @param count how many pictures at most
     * @param loop whether to begin again after the last one
     * @param other is told the names of files that are not named like a picture
     */
    PictureSequence(PictureSource source, long count, boolean loop, Consumer<String> other) {
        this.source = source;
        this.left = count;
        this.loop = loop;
        this.other = other;
    }

    @Override
    public boolean hasNext() {
        while (next == null && left > 0 && more()) {
            Picture picture = source.get(index++);
            if (PictureType.isPictureName(picture.name())) {
                next = picture;
                anyPicture = true;
                left--;
            } else if (firstPass) {
                other.accept(picture.name());
            }
        }
        return next != null;
    }

    private boolean more() {
        // Without a picture in the first pass there is none in the others.
        if (index == source.size() && loop && anyPicture) {
            index = 0;
            firstPass = false;
        }
        return index < source.size();
    }

    @Override
    public Picture next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Picture picture = next;
        next = null;
        return picture;
    }
}
