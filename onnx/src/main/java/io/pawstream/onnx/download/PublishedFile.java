package io.pawstream.onnx.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file that somebody publishes, and how to know it.
 *
 * @param name its name in the cache
 * @param address where it is, http or https
 * @param algorithm of its checksum, {@code MD5} or {@code SHA-256}
 * @param checksum of its content, lower case hex
 */
public record PublishedFile(String name, URI address, String algorithm, String checksum) {

    public PublishedFile {
        if (!Set.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "the address is \"" + address + "\"; it must begin with http:// or https:// and a host");
        }
        digest(algorithm);
    }

    /** The checksum of a file, by this one's algorithm. */
    String checksumOf(Path file) throws IOException {
        MessageDigest digest = digest(algorithm);
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("algorithm is \"" + algorithm + "\"; it must be MD5 or SHA-256", e);
        }
    }
}
