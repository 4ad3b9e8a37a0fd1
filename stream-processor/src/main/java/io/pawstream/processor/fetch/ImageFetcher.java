package io.pawstream.processor.fetch;

import java.util.concurrent.CompletableFuture;

/** Fetches the images of events that hold an address instead of bytes. */
@FunctionalInterface
public interface ImageFetcher {

    /**
     * Starts to fetch an image; does not block.
     *
     * @param address the address in the event, whatever it says
     * @return what became of it; cancelling it ends the retries; fails only if the service is shutting down
     */
    CompletableFuture<FetchResult> fetch(String address);
}
