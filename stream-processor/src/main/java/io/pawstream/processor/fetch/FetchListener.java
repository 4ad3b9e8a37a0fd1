package io.pawstream.processor.fetch;

/** Receives the duration of each successful fetch. */
@FunctionalInterface
public interface FetchListener {

    /**
     * Called after an image was fetched.
     *
     * @param seconds time from the request to the last byte, including all attempts and the time between them
     */
    void fetched(double seconds);
}
