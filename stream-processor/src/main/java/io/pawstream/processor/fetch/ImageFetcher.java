package io.pawstream.processor.fetch;

import java.util.concurrent.CompletableFuture;

/** Fetches the images of events that carry a reference instead of data. */
@FunctionalInterface
public interface ImageFetcher {

    /**
     * Starts to fetch an image without blocking.
     *
     * @param reference {@code ce_dataref} of the event, not validated yet
     * @return the result; completing or cancelling it ends the retries; it fails only if the fetcher is closed, or with
     *     an {@link Error}
     */
    CompletableFuture<FetchResult> fetch(String reference);
}
