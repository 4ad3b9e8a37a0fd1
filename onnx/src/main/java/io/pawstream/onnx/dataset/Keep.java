package io.pawstream.onnx.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Which files of a source count, besides that they must decode. */
public enum Keep {
    /** Those with "JFIF" in their first 10 bytes, as the published loader has it. */
    JFIF {
        @Override
        boolean accepts(byte[] encoded) {
            byte[] head = Arrays.copyOf(encoded, Math.min(encoded.length, 10));
            return new String(head, StandardCharsets.ISO_8859_1).contains("JFIF");
        }
    },
    /** All. */
    DECODABLE {
        @Override
        boolean accepts(byte[] encoded) {
            return true;
        }
    };

    /** The word for command lines and cards. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract boolean accepts(byte[] encoded);
}
