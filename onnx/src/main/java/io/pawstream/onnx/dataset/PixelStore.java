package io.pawstream.onnx.dataset;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores the pixels of many images outside the heap, in slots of {@code size.bytes()} bytes (68 kB at 150x150). The
 * store grows as slots are taken: in memory up to a limit, beyond it in a temporary file. Several threads may take
 * slots and use different slots at the same time.
 */
public final class PixelStore implements AutoCloseable {

    /** Default memory limit for decoded images, in MiB. */
    public static final long DEFAULT_MEMORY_MEGABYTES = 2048;

    private static final int SLOTS_PER_CHUNK = 256;

    private final Preprocessing preprocessing;
    private final ImageSize size;
    private final long memoryBytes;
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private @Nullable PixelFile file;
    private int slots;

    /**
     * Creates a store without a memory limit.
     *
     * @param preprocessing how its images were decoded
     */
    public PixelStore(Preprocessing preprocessing) {
        this(preprocessing, Long.MAX_VALUE);
    }

    /**
     * Creates a store.
     *
     * @param preprocessing how its images were decoded
     * @param memoryBytes maximum memory in bytes; pixels beyond it go to a temporary file
     */
    public PixelStore(Preprocessing preprocessing, long memoryBytes) {
        this.preprocessing = preprocessing;
        this.size = preprocessing.size();
        this.memoryBytes = memoryBytes;
    }

    /** {@return how the images were decoded} */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** {@return the size of the images} */
    public ImageSize size() {
        return size;
    }

    /**
     * Reserves a slot for one more image.
     *
     * @return number of the slot, from 0
     * @throws IOException if the slot is beyond the memory limit and the temporary file cannot grow
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

    /**
     * Returns the pixels of a slot.
     *
     * @param slot number of the slot
     * @return a direct buffer with its own position: uint8 RGB, rows from the top
     * @throws IndexOutOfBoundsException if the slot is not taken
     */
    public synchronized ByteBuffer pixels(int slot) {
        if (slot < 0 || slot >= slots) {
            throw new IndexOutOfBoundsException("slot " + slot + " of " + slots);
        }
        return chunks.get(slot / SLOTS_PER_CHUNK).slice(slot % SLOTS_PER_CHUNK * size.bytes(), size.bytes());
    }

    /** Releases all pixels and deletes the temporary file. */
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
