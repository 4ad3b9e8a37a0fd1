package io.pawstream.sources;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** One encoded image of a source; its bytes are read when asked for. */
public interface SourceImage {

    /** Path within its source, with forward slashes, for instance {@code PetImages/Cat/1.jpg}. */
    String name();

    /** The class it is known to have, {@code cat} or {@code dog}, if the source knows. */
    Optional<String> label();

    /** Where the image lies, an absolute URI, if it lies somewhere as a file of its own. */
    default Optional<URI> address() {
        return Optional.empty();
    }

    /**
     * The encoded bytes as they are stored; nothing says that they are an image.
     *
     * @throws IOException if they cannot be read; the message names the image
     */
    byte[] read() throws IOException;
}
