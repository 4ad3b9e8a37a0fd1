package io.pawstream.onnx.download;

import java.net.URI;

/** The photos of cats and dogs that the published exercise trains on: 824,887,076 bytes in a zip archive. */
public final class PublishedArchive {

    /** Its name in the cache. */
    public static final String NAME = "kagglecatsanddogs_5340.zip";

    /** Where Microsoft publishes it. */
    public static final URI ADDRESS =
            URI.create("https://download.microsoft.com/download/3/E/1/3E1C3F21-ECDB-4869-8368-6DEBA77B919F/" + NAME);

    private static final String SHA_256 = "b7974bd00a84a99921f36ee4403f089853777b5ae8d151c76a86e64900334af9";

    private PublishedArchive() {}

    /** The archive at its own or another address. */
    public static PublishedFile at(URI address) {
        return new PublishedFile(NAME, address, "SHA-256", SHA_256);
    }
}
