package io.pawstream.processor.classify;

import io.pawstream.processor.model.ServedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decoded pictures that wait for a session, apart by model: a batch never mixes models.
 *
 * <p>Taking is work-conserving: it returns what is there, up to the largest batch, and waits only while nothing is there.
 */
final class BatchQueue {

    private final int maxBatch;
    // The model that has waited longest comes first.
    private final Map<ServedModel, Deque<Picture>> waiting = new LinkedHashMap<>();
    private boolean closed;

    BatchQueue(int maxBatch) {
        this.maxBatch = maxBatch;
    }

    /** Adds a picture; false if the queue is closed. */
    synchronized boolean add(Picture picture) {
        if (closed) {
            return false;
        }
        waiting.computeIfAbsent(picture.model(), model -> new ArrayDeque<>()).add(picture);
        notify();
        return true;
    }

    /** The next batch, 1 to the largest number of pictures of one model; empty once the queue is closed. */
    synchronized List<Picture> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        if (waiting.isEmpty()) {
            return List.of();
        }
        Map.Entry<ServedModel, Deque<Picture>> first =
                waiting.entrySet().iterator().next();
        Deque<Picture> pictures = first.getValue();
        List<Picture> batch = new ArrayList<>(Math.min(maxBatch, pictures.size()));
        while (batch.size() < maxBatch && !pictures.isEmpty()) {
            batch.add(pictures.poll());
        }
        waiting.remove(first.getKey());
        if (!pictures.isEmpty()) {
            // To the end of the line, so that a busy model cannot starve another.
            waiting.put(first.getKey(), pictures);
            notify();
        }
        return batch;
    }

    /** Ends all waiting. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
