package io.pawstream.vision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The images of {@code cases.zip}: every format with the variants and defects that encoders write, the pixels of
 * 150x150 that another implementation decoded from them, and {@code expected.tsv} with the failures of the others.
 */
public final class Cases {

    private Cases() {}

    /**
     * An encoded image.
     *
     * @param name name of the file
     * @param encoded its bytes
     * @param failures allowed failures; empty if the image can be decoded
     * @param expected its pixels as PNG; null if the image cannot be decoded
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Case(String name, byte[] encoded, List<String> failures, byte[] expected) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns all images in alphabetical order. */
    public static List<Case> all() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (InputStream resource = Cases.class.getResourceAsStream("cases.zip");
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return new String(files.get("expected.tsv"), UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(columns -> of(columns[0], columns[3], files))
                .toList();
    }

    private static Case of(String name, String right, Map<String, byte[]> files) {
        List<String> failures = right.startsWith("reject:")
                ? List.of(right.substring("reject:".length()).split(","))
                : List.of();
        byte[] expected = files.get("expected/" + name.substring(0, name.lastIndexOf('.')) + ".png");
        return new Case(name, files.get(name), failures, expected);
    }
}
