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
 * A published file and its checksum.
 *
 * @param name name of the file in the cache
 * @param address where to download it, http or https
 * @param algorithm algorithm of the checksum, {@code MD5} or {@code SHA-256}
 * @param checksum checksum of the content, lower case hex
 */
public record PublishedFile(String name, URI address, String algorithm, String checksum) {

    /**
     * Checks the address and the algorithm.
     *
     * @param name name of the file in the cache
     * @param address where to download it, http or https
     * @param algorithm {@code MD5} or {@code SHA-256}
     * @param checksum checksum of the content, lower case hex
     * @throws IllegalArgumentException if the address is not an http or https URL with a host, or the algorithm is not
     *     available
     */
    public PublishedFile {
        if (!Set.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "address is \"" + address + "\"; it must be an http:// or https:// URL with a host");
        }
        digest(algorithm);
    }

    /**
     * Returns the checksum of a file.
     *
     * @param file the file
     * @return lower case hex, by this file's algorithm
     * @throws IOException if the file cannot be read
     */
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
