package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.truncated;
import static io.pawstream.vision.image.BadImageException.unreadable;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The decompressed rows of a PNG.
 *
 * <p>If the checksum of a chunk is wrong, the checksum of the decompressed data decides whether the pixels are intact.
 * Data after the last row is ignored.
 */
final class PngData implements AutoCloseable {

    private static final int SURPLUS_BYTES = 4096;

    private final Inflater inflater = new Inflater();
    private final Iterator<ByteBuffer> chunks;
    private final boolean intact;

    /** Creates the rows of IDAT chunks; {@code intact} if all their checksums are right. */
    PngData(List<ByteBuffer> chunks, boolean intact) {
        this.chunks = chunks.iterator();
        this.intact = intact;
    }

    /**
     * Reads bytes.
     *
     * @throws BadImageException if the data is damaged or ends early
     */
    void read(byte[] target, int length) throws BadImageException {
        for (int at = 0; at < length; ) {
            int count = inflate(target, at, length - at);
            if (count < 0) {
                throw truncated();
            }
            at += count;
        }
    }

    /**
     * Checks the checksum of the decompressed data if the one of a chunk is wrong. A file that ends after the last row
     * has none, and is accepted.
     *
     * @throws BadImageException if it is wrong too
     */
    void end() throws BadImageException {
        byte[] surplus = new byte[SURPLUS_BYTES];
        int count = 0;
        while (!intact && !inflater.finished() && count >= 0) {
            count = inflate(surplus, 0, surplus.length);
            if (count == surplus.length) {
                throw unreadable("the checksum of IDAT is wrong, and the data does not end after the last row");
            }
        }
    }

    /** Returns the number of bytes, 0 or more; -1 if no more will come. */
    private int inflate(byte[] target, int offset, int length) throws BadImageException {
        try {
            if (inflater.needsInput() && chunks.hasNext()) {
                inflater.setInput(chunks.next().duplicate());
            }
            int count = inflater.inflate(target, offset, length);
            boolean more = count > 0 || (!inflater.finished() && !inflater.needsDictionary() && chunks.hasNext());
            return more ? count : -1;
        } catch (DataFormatException e) {
            throw unreadable("the PNG data cannot be decompressed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
