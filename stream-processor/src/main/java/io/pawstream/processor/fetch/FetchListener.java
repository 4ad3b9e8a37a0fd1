package io.pawstream.processor.fetch;

/** What fetching counts, whatever counts it. */
@FunctionalInterface
public interface FetchListener {

    /** An image was fetched; the time is that since it was asked for, with all waiting and all tries. */
    void fetched(double seconds);
}
