package io.pawstream.processor.observe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends events to the open live pages. Thread-safe. */
public final class LiveFeed {

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private final int maxPages;
    private final Set<Page> pages = ConcurrentHashMap.newKeySet();

    /** A page in a browser. */
    public interface Page {

        /** {@return whether earlier events are still queued, so that the page must skip events} */
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
     * Creates a feed without pages.
     *
     * @param maxPages maximum number of open pages, at least 1
     * @throws IllegalArgumentException if {@code maxPages} is less than 1
     */
    public LiveFeed(int maxPages) {
        if (maxPages < 1) {
            throw new IllegalArgumentException("maximum open pages: " + maxPages + "; at least 1 is required");
        }
        this.maxPages = maxPages;
    }

    /**
     * Adds a page.
     *
     * @param page receives all further events
     * @return false if too many pages are open
     */
    public synchronized boolean open(Page page) {
        return pages.size() < maxPages && pages.add(page);
    }

    /**
     * Removes a page.
     *
     * @param page receives no further events
     */
    public void close(Page page) {
        pages.remove(page);
    }

    /** {@return the number of open pages} */
    public int pages() {
        return pages.size();
    }

    /** {@return whether a page is open; otherwise callers need not create events} */
    public boolean isWatched() {
        return !pages.isEmpty();
    }

    /** Sends an event to all pages that are not busy. */
    void send(String event, Object content) {
        byte[] json = json(content);
        pages.stream().filter(page -> !page.isBusy()).forEach(page -> page.send(event, json));
    }

    /**
     * Converts the data of an event to JSON.
     *
     * @param content any object that Jackson can write
     * @return JSON in UTF-8, without line breaks
     */
    public static byte[] json(Object content) {
        try {
            return JSON.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an event as JSON", e);
        }
    }
}
