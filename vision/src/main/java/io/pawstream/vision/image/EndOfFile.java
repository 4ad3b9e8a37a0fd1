package io.pawstream.vision.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whether a file that cannot be decoded was cut short, so that the reason can say so. */
final class EndOfFile {

    private EndOfFile() {}

    /** Whether the mark that ends a file of its format, or the length that it states, is not there. */
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
