package io.pawstream.processor.fetch;

import java.io.IOException;
import java.net.URI;

/** Reads the image at an address: one try. */
@FunctionalInterface
interface ImageReader {

    /**
     * The bytes at an address.
     *
     * @param address an absolute URI of ASCII characters
     * @param earlierTries how often it was tried before: of several machines behind a name, each try asks another
     * @throws FetchRejectedException if the address is not allowed, leads nowhere, or to too much
     * @throws IOException if another try may help
     */
    byte[] read(URI address, int earlierTries) throws FetchRejectedException, IOException, InterruptedException;
}
