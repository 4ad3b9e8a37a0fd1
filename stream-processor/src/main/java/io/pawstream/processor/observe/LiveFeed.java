package io.pawstream.processor.observe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open pages, each of which receives events. Safe for use by several threads. */
public final class LiveFeed {

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private final int maxPages;
    private final Set<Page> pages = ConcurrentHashMap.newKeySet();

    /** A page in a browser. */
    public interface Page {

        /** Whether earlier events are still queued: the page misses events until they are sent. */
        boolean isBusy();

        /**
         * Sends an event without blocking.
         *
         * @param event name of the event
         * @param json its data, without line breaks
         */
        void send(String event, byte[] json);
    }

    /**
     * Starts without pages.
     *
     * @param maxPages maximum open pages, at least 1
     */
    public LiveFeed(int maxPages) {
        if (maxPages < 1) {
            throw new IllegalArgumentException("maximum open pages: " + maxPages + "; at least 1 is required");
        }
        this.maxPages = maxPages;
    }

    /** Adds a page. Returns false if too many are open. */
    public synchronized boolean open(Page page) {
        return pages.size() < maxPages && pages.add(page);
    }

    /** Removes a page. */
    public void close(Page page) {
        pages.remove(page);
    }

    /** Number of open pages. */
    public int pages() {
        return pages.size();
    }

    /** Whether any page is open; without one, no event needs to be made. */
    public boolean isWatched() {
        return !pages.isEmpty();
    }

    /** Sends an event to all pages that keep up. */
    void send(String event, Object content) {
        byte[] json = json(content);
        pages.stream().filter(page -> !page.isBusy()).forEach(page -> page.send(event, json));
    }

    /** The data of an event as JSON. */
    public static byte[] json(Object content) {
        try {
            return JSON.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written as JSON", e);
        }
    }
}
