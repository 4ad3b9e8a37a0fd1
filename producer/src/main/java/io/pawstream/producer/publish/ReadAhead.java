package io.pawstream.producer.publish;

import io.pawstream.sources.Picture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads or draws the next pictures while others are sent: one that is due leaves on time, and drawing, which takes
 * longer than sending, has two threads.
 */
final class ReadAhead implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int WINDOW = 8;

    private final Iterator<Picture> pictures;
    private final Deque<Reading> window = new ArrayDeque<>();
    private final ExecutorService readers = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "pawstream-read-ahead");
        thread.setDaemon(true);
        return thread;
    });

    ReadAhead(Iterator<Picture> pictures) {
        this.pictures = pictures;
    }

    /** A picture whose bytes are read or being read. */
    record Reading(Picture picture, Future<byte[]> bytes) {

        byte[] get() throws IOException, InterruptedException {
            try {
                return bytes.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof IOException io
                        ? io
                        : new IOException("cannot read " + picture.name() + ": " + e.getCause(), e);
            }
        }
    }

    /** The next picture, or null after the last one. */
    Reading next() {
        while (window.size() < WINDOW && pictures.hasNext()) {
            Picture picture = pictures.next();
            window.add(new Reading(picture, readers.submit(picture::read)));
        }
        return window.poll();
    }

    /** The next picture without its bytes, or null after the last one. */
    Picture nextUnread() {
        Reading reading = window.poll();
        if (reading != null) {
            reading.bytes().cancel(true);
            return reading.picture();
        }
        return pictures.hasNext() ? pictures.next() : null;
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
