package io.pawstream.vision.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Detects whether an undecodable file was truncated, which makes the failure more specific. */
final class EndOfFile {

    private EndOfFile() {}

    /** {@return whether the file lacks the end marker of its format, or is shorter than its header states} */
    static boolean isMissing(byte[] encoded, ImageHeader header) {
        ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        return switch (header.format()) {
            case JPEG -> !JpegScan.hasEndMarker(encoded, header.dataOffset());
            case PNG -> !endsWithIend(encoded);
            case GIF -> encoded[encoded.length - 1] != 0x3B;
            case BMP -> Integer.toUnsignedLong(in.getInt(2)) > encoded.length;
            case WEBP -> Integer.toUnsignedLong(in.getInt(4)) + 8 > encoded.length;
        };
    }

    private static boolean endsWithIend(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        for (int i = encoded.length - 8; i >= 8; i--) {
            if (in.getInt(i) == PngChunks.IEND) {
                return true;
            }
        }
        return false;
    }
}
