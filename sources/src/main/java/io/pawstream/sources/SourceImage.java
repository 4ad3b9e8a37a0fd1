package io.pawstream.sources;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** One encoded image of a source. Its bytes are read on each call of {@link #read}. */
public interface SourceImage {

    /** {@return the path within the source, with forward slashes, for instance {@code PetImages/Cat/1.jpg}} */
    String name();

    /** {@return the name of the folder of a file, which is its class in a labeled collection; the class of a drawing; empty if there is neither} */
    Optional<String> label();

    /** {@return the absolute URI of the file; empty if the image is not a separate file} */
    default Optional<URI> address() {
        return Optional.empty();
    }

    /** {@return the size that {@link #read} needs in bytes; 0 if unknown but small, as of a drawn image} */
    default long bytes() {
        return 0;
    }

    /**
     * Reads the bytes of the file, which need not be an image.
     *
     * @return the encoded image as stored
     * @throws IOException if the file cannot be read or is too large; the message contains the name
     */
    byte[] read() throws IOException;
}
