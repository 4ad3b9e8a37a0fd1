package io.pawstream.onnx.dataset;

import io.pawstream.vision.image.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Pixels of many images outside the heap, in slots of {@code size.bytes()} bytes (68 kB at 150x150); it grows as slots
 * are taken, in memory up to a limit and in a temporary file from there on. Taking a slot is safe from several threads; so
 * is using different slots.
 */
public final class PixelStore implements AutoCloseable {

    /** Memory for decoded images unless configured otherwise: 2 GiB. */
    public static final long DEFAULT_MEMORY_MEGABYTES = 2048;

    private static final int SLOTS_PER_CHUNK = 256;

    private final ImageSize size;
    private final long memoryBytes;
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private PixelFile file;
    private int slots;

    /** A store without a limit to its memory. */
    public PixelStore(ImageSize size) {
        this(size, Long.MAX_VALUE);
    }

    /**
     * A store.
     *
     * @param memoryBytes how much memory it takes at most; what is more goes into a file
     */
    public PixelStore(ImageSize size, long memoryBytes) {
        this.size = size;
        this.memoryBytes = memoryBytes;
    }

    /** Size of the images. */
    public ImageSize size() {
        return size;
    }

    /**
     * Reserves a slot for one more image.
     *
     * @throws IOException if it would lie in the file, and that cannot grow
     */
    synchronized int takeSlot() throws IOException {
        if (slots == chunks.size() * SLOTS_PER_CHUNK) {
            chunks.add(newChunk());
        }
        return slots++;
    }

    private ByteBuffer newChunk() throws IOException {
        int bytes = SLOTS_PER_CHUNK * size.bytes();
        if ((chunks.size() + 1L) * bytes <= memoryBytes) {
            return ByteBuffer.allocateDirect(bytes);
        }
        if (file == null) {
            file = PixelFile.create();
        }
        return file.grow(bytes);
    }

    /** The pixels of a slot: a direct buffer of its own position, uint8 RGB rows from the top. */
    public synchronized ByteBuffer pixels(int slot) {
        if (slot < 0 || slot >= slots) {
            throw new IndexOutOfBoundsException("slot " + slot + " of " + slots);
        }
        return chunks.get(slot / SLOTS_PER_CHUNK).slice(slot % SLOTS_PER_CHUNK * size.bytes(), size.bytes());
    }

    /** Lets go of all pixels. */
    @Override
    public synchronized void close() throws IOException {
        chunks.clear();
        slots = 0;
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
