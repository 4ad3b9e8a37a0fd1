package io.pawstream.producer.publish;

import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads or draws the next images while earlier ones are sent, so that each image is ready when it is due. It uses two
 * threads, because drawing an image takes longer than sending it. Memory is bounded: an image is read only if those
 * that have not been taken have at most {@value #WINDOW_BYTES} bytes with it, or if there are none.
 */
final class ReadAhead implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int WINDOW = 8;
    static final long WINDOW_BYTES = 32 << 20;

    private final Iterator<SourceImage> images;
    private final Deque<Reading> window = new ArrayDeque<>();
    private @Nullable SourceImage upcoming;
    private long windowBytes;
    private final ExecutorService readers = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "pawstream-read-ahead");
        thread.setDaemon(true);
        return thread;
    });

    ReadAhead(Iterator<SourceImage> images) {
        this.images = images;
    }

    /** An image that has been read or is being read. */
    record Reading(SourceImage image, Future<byte[]> bytes) {

        byte[] get() throws IOException, InterruptedException {
            try {
                return bytes.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof IOException io
                        ? io
                        : new IOException("cannot read " + image.name() + ": " + e.getCause(), e);
            }
        }
    }

    /** {@return the next image; null after the last one} */
    @Nullable
    Reading next() {
        for (SourceImage image = peek(); image != null && hasRoomFor(image); image = peek()) {
            window.add(new Reading(image, readers.submit(image::read)));
            windowBytes += image.bytes();
            upcoming = null;
        }
        Reading reading = window.poll();
        windowBytes -= reading == null ? 0 : reading.image().bytes();
        return reading;
    }

    private @Nullable SourceImage peek() {
        if (upcoming == null && images.hasNext()) {
            upcoming = images.next();
        }
        return upcoming;
    }

    private boolean hasRoomFor(SourceImage image) {
        return window.isEmpty() || (window.size() < WINDOW && windowBytes + image.bytes() <= WINDOW_BYTES);
    }

    /** {@return the next image without its bytes; null after the last one} */
    @Nullable
    SourceImage nextUnread() {
        Reading reading = window.poll();
        if (reading != null) {
            reading.bytes().cancel(true);
            return reading.image();
        }
        SourceImage image = peek();
        upcoming = null;
        return image;
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
