package io.pawstream.trainer.data;

import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Pixels of many pictures outside the heap, in slots of {@code size.bytes()} bytes (68 kB at 150x150); it grows as slots
 * are taken. Taking a slot is safe from several threads; so is using different slots.
 */
public final class PixelStore {

    private static final int SLOTS_PER_CHUNK = 256;

    private final ImageSize size;
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private int slots;

    public PixelStore(ImageSize size) {
        this.size = size;
    }

    /** Size of the pictures. */
    public ImageSize size() {
        return size;
    }

    /** Reserves a slot for one more picture. */
    synchronized int takeSlot() {
        if (slots == chunks.size() * SLOTS_PER_CHUNK) {
            chunks.add(ByteBuffer.allocateDirect(SLOTS_PER_CHUNK * size.bytes()));
        }
        return slots++;
    }

    /** The pixels of a slot: a direct buffer of its own position, uint8 RGB rows from the top. */
    public synchronized ByteBuffer pixels(int slot) {
        if (slot < 0 || slot >= slots) {
            throw new IndexOutOfBoundsException("slot " + slot + " of " + slots);
        }
        return chunks.get(slot / SLOTS_PER_CHUNK).slice(slot % SLOTS_PER_CHUNK * size.bytes(), size.bytes());
    }
}
