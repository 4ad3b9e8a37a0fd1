package io.pawstream.processor.fetch;

/** Receives the duration of each successful fetch. */
@FunctionalInterface
public interface FetchListener {

    /**
     * Called after an image was fetched.
     *
     * @param seconds time from the request to the last byte, waiting and all attempts included
     */
    void fetched(double seconds);
}
