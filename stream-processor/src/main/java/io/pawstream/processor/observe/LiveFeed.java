package io.pawstream.processor.observe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The pages that are open, each of which hears of events. Safe for use by several threads. */
public final class LiveFeed {

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private final int maxPages;
    private final Set<Page> pages = ConcurrentHashMap.newKeySet();

    /** A page in somebody's browser. */
    public interface Page {

        /** Whether it has not taken yet what was sent before: it misses events until it has. */
        boolean isBusy();

        /**
         * Sends an event; must not block.
         *
         * @param event name of the event
         * @param json its data, without line breaks
         */
        void send(String event, byte[] json);
    }

    /**
     * Without pages.
     *
     * @param maxPages most pages at a time, at least 1
     */
    public LiveFeed(int maxPages) {
        if (maxPages < 1) {
            throw new IllegalArgumentException("at most " + maxPages + " pages; it must be at least 1");
        }
        this.maxPages = maxPages;
    }

    /** Takes a page in; false if there are too many. */
    public synchronized boolean open(Page page) {
        return pages.size() < maxPages && pages.add(page);
    }

    /** Lets a page go. */
    public void close(Page page) {
        pages.remove(page);
    }

    /** Pages that are open. */
    public int pages() {
        return pages.size();
    }

    /** Whether any page is open: nothing needs to be made for none. */
    public boolean isWatched() {
        return !pages.isEmpty();
    }

    /** Sends an event to all pages that keep up. */
    void send(String event, Object content) {
        byte[] json = json(content);
        pages.stream().filter(page -> !page.isBusy()).forEach(page -> page.send(event, json));
    }

    /** An event's data. */
    public static byte[] json(Object content) {
        try {
            return JSON.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is made of records", e);
        }
    }
}
