package io.pawstream.processor.streams;

/**
 * Limits of the heap that polled records occupy. A compressed record of a few kilobytes can have gigabytes.
 *
 * @param maxRecordBytes maximum size of a record after decompression: key, value and headers; at least 1
 * @param maxPolledBytes maximum size of the records that a stream thread has polled and not yet processed, at least
 *     {@code maxRecordBytes}
 */
public record RecordLimits(long maxRecordBytes, long maxPolledBytes) {

    /** The polled records of all stream threads occupy at most a quarter of the heap. */
    private static final int HEAP_SHARE = 4;

    /**
     * Derives the limits from the size of the heap.
     *
     * @param maxImageBytes maximum size of an encoded image, at least 1
     * @param heapBytes maximum size of the heap
     * @param threads number of stream threads, at least 1
     * @return the limits
     */
    public static RecordLimits of(long maxImageBytes, long heapBytes, int threads) {
        long polled = heapBytes / HEAP_SHARE / threads;
        return new RecordLimits(Math.min(maxImageBytes, polled), polled);
    }
}
