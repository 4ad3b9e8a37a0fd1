package io.pawstream.processor.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The native memory for images that are being decoded, shared by all inference workers. An image that does not fit waits
 * until others are decoded, in the order of arrival, and blocks no worker. Small images never wait. Thread-safe.
 */
public final class DecodeMemory {

    /** Maximum memory of an image that never waits: 2.8 million pixels, more than most images after reduction. */
    public static final long SMALL_BYTES = 8 << 20;

    private static final long MIN_BYTES = 64 << 20;

    private final long maxBytes;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long usedBytes;

    private record Waiting(long bytes, Runnable start) {}

    /**
     * Creates a budget.
     *
     * @param maxBytes maximum memory of all images above {@link #SMALL_BYTES} that are being decoded, at least 1; an
     *     image that takes more is decoded while no other such image is
     * @throws IllegalArgumentException if {@code maxBytes} is less than 1
     */
    public DecodeMemory(long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException(
                    "pawstream.limits.decode-memory is " + maxBytes + " bytes; it must be at least 1");
        }
        this.maxBytes = maxBytes;
    }

    /**
     * Returns the default: half of the memory outside the heap, because models, JVM and libraries use the other half.
     *
     * @param limitBytes memory limit of the container, or the memory of the machine
     * @param heapBytes maximum heap size
     * @return the maximum memory in bytes, at least 64 MiB
     */
    public static long defaultBytes(long limitBytes, long heapBytes) {
        return Math.max(MIN_BYTES, (limitBytes - heapBytes) / 2);
    }

    /**
     * Reserves memory.
     *
     * @param bytes memory that decoding takes at most
     * @param start called once the memory is reserved if it is not now, on the thread that releases other memory
     * @return whether the memory is reserved now
     */
    synchronized boolean reserve(long bytes, Runnable start) {
        if (bytes <= SMALL_BYTES) {
            return true;
        }
        if (waiting.isEmpty() && fits(bytes)) {
            usedBytes += bytes;
            return true;
        }
        waiting.add(new Waiting(bytes, start));
        return false;
    }

    /**
     * Reserves memory unless other images use or await it.
     *
     * @param bytes memory that decoding takes at most
     * @return whether the memory is reserved; then {@link #release} it
     */
    public synchronized boolean tryReserve(long bytes) {
        if (bytes > SMALL_BYTES && !(waiting.isEmpty() && fits(bytes))) {
            return false;
        }
        return reserve(bytes, () -> {});
    }

    private boolean fits(long bytes) {
        return usedBytes == 0 || usedBytes + bytes <= maxBytes;
    }

    /** {@return the memory that is reserved now, in bytes} */
    public synchronized long reservedBytes() {
        return usedBytes;
    }

    /**
     * Releases memory that was reserved, and starts the images that fit now.
     *
     * @param bytes the reserved memory
     */
    public void release(long bytes) {
        if (bytes > SMALL_BYTES) {
            released(bytes).forEach(Runnable::run);
        }
    }

    private synchronized List<Runnable> released(long bytes) {
        usedBytes -= bytes;
        List<Runnable> starts = new ArrayList<>();
        while (!waiting.isEmpty() && fits(waiting.element().bytes())) {
            Waiting next = waiting.remove();
            usedBytes += next.bytes();
            starts.add(next.start());
        }
        return starts;
    }
}
