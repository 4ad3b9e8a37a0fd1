package io.pawstream.processor.fetch;

import java.io.IOException;
import java.net.URI;

/** Reads an image from a URI in a single attempt. */
@FunctionalInterface
interface ImageReader {

    /**
     * Reads the bytes at a URI.
     *
     * @param uri URI that contains only ASCII characters
     * @param earlierAttempts number of failed attempts on this URI; each attempt uses the next address of a host with
     *     several addresses
     * @return the bytes, not necessarily an image
     * @throws FetchRejectedException if the URI is not allowed, nothing is found there, or the content is too large
     * @throws IOException if a later attempt may succeed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    byte[] read(URI uri, int earlierAttempts) throws FetchRejectedException, IOException, InterruptedException;
}
