package io.pawstream.onnx.download;

import java.net.URI;

/** The photos of cats and dogs of the published exercise: a zip archive of 824,887,076 bytes. */
public final class PublishedArchive {

    /** Name of the archive in the cache. */
    public static final String NAME = "kagglecatsanddogs_5340.zip";

    /** Address at which Microsoft publishes the archive. */
    public static final URI ADDRESS =
            URI.create("https://download.microsoft.com/download/3/E/1/3E1C3F21-ECDB-4869-8368-6DEBA77B919F/" + NAME);

    private static final String SHA_256 = "b7974bd00a84a99921f36ee4403f089853777b5ae8d151c76a86e64900334af9";

    /** Value of {@code --data} that selects the cached archive. */
    public static final String WORD = "published";

    private PublishedArchive() {}

    /**
     * Returns the archive at an address.
     *
     * @param address where to download it, http or https
     * @return the archive
     * @throws IllegalArgumentException if the address is not http or https, or has no host
     */
    public static PublishedFile at(URI address) {
        return new PublishedFile(NAME, address, "SHA-256", SHA_256);
    }
}
