package io.pawstream.onnx.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Selects which decodable files of a source are used. */
public enum FileFilter {
    /** Files with "JFIF" in their first 10 bytes, the condition of the published exercise. */
    JFIF {
        @Override
        boolean accepts(byte[] encoded) {
            byte[] head = Arrays.copyOf(encoded, Math.min(encoded.length, 10));
            return new String(head, StandardCharsets.ISO_8859_1).contains("JFIF");
        }
    },
    /** All files. */
    DECODABLE {
        @Override
        boolean accepts(byte[] encoded) {
            return true;
        }
    };

    /** {@return the value of the option {@code --keep} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract boolean accepts(byte[] encoded);
}
