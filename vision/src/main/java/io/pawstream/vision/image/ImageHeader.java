package io.pawstream.vision.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The format and size of an image, read from its first bytes before pixels are allocated.
 *
 * <p>None of the image libraries in use reads the size of all five formats without decoding.
 *
 * @param format the format
 * @param width width in pixels as stored, not validated
 * @param height height in pixels as stored, not validated
 * @param alpha whether the image may have transparent pixels
 * @param dataOffset offset of the compressed data of a JPEG; 0 for other formats
 * @param severalScans whether a JPEG may have more than one scan; false for other formats
 */
record ImageHeader(ImageFormat format, int width, int height, boolean alpha, int dataOffset, boolean severalScans) {

    /** Chunk types "VP8 ", "VP8L" and "VP8X" in little-endian order. */
    private static final int VP8 = 0x20385056;

    private static final int VP8L = 0x4C385056;
    private static final int VP8X = 0x58385056;

    private ImageHeader(ImageFormat format, int width, int height, boolean alpha) {
        this(format, width, height, alpha, 0, false);
    }

    /** {@return the header; empty if the bytes have no known signature or end within the header} */
    static Optional<ImageHeader> read(byte[] encoded) {
        try {
            ByteBuffer in = ByteBuffer.wrap(encoded);
            if (startsWith(encoded, 0, 0xFF, 0xD8, 0xFF)) {
                return jpeg(in);
            }
            if (startsWith(encoded, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
                return Optional.of(png(in));
            }
            in.order(ByteOrder.LITTLE_ENDIAN);
            if (startsWith(encoded, 0, 'G', 'I', 'F', '8')) {
                return Optional.of(
                        new ImageHeader(ImageFormat.GIF, in.getShort(6) & 0xFFFF, in.getShort(8) & 0xFFFF, true));
            }
            if (startsWith(encoded, 0, 'B', 'M')) {
                return Optional.of(bmp(in));
            }
            if (startsWith(encoded, 0, 'R', 'I', 'F', 'F') && startsWith(encoded, 8, 'W', 'E', 'B', 'P')) {
                return webp(in);
            }
            return Optional.empty();
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** {@return whether the bytes start with the signature of a format} */
    static boolean hasSignature(byte[] encoded) {
        return startsWith(encoded, 0, 0xFF, 0xD8)
                || startsWith(encoded, 0, 0x89, 'P', 'N', 'G')
                || startsWith(encoded, 0, 'G', 'I', 'F', '8')
                || startsWith(encoded, 0, 'B', 'M')
                || startsWith(encoded, 0, 'R', 'I', 'F', 'F');
    }

    private static boolean startsWith(byte[] bytes, int offset, int... signature) {
        if (bytes.length < offset + signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((bytes[offset + i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads the segments up to the start of the first scan; ITU-T T.81, annex B. */
    private static Optional<ImageHeader> jpeg(ByteBuffer in) {
        int width = 0;
        int height = 0;
        int components = 0;
        boolean progressive = false;
        int at = 2;
        while (true) {
            while ((in.get(at) & 0xFF) != 0xFF) {
                at++;
            }
            while ((in.get(at) & 0xFF) == 0xFF) {
                at++;
            }
            int marker = in.get(at++) & 0xFF;
            if (marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
                continue;
            }
            int length = in.getShort(at) & 0xFFFF;
            boolean startOfFrame =
                    marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (startOfFrame) {
                height = in.getShort(at + 3) & 0xFFFF;
                width = in.getShort(at + 5) & 0xFFFF;
                components = in.get(at + 7);
                progressive = (marker & 3) == 2;
            } else if (marker == 0xDA) {
                boolean severalScans = progressive || in.get(at + 2) < components;
                return width == 0
                        ? Optional.empty()
                        : Optional.of(
                                new ImageHeader(ImageFormat.JPEG, width, height, false, at + length, severalScans));
            } else if (marker == 0xD9 || length < 2) {
                return Optional.empty();
            }
            at += length;
        }
    }

    private static ImageHeader png(ByteBuffer in) {
        int colorType = in.get(25);
        boolean alpha = colorType == 4 || colorType == 6 || PngChunks.hasTransparency(in);
        return new ImageHeader(ImageFormat.PNG, in.getInt(16), in.getInt(20), alpha);
    }

    private static ImageHeader bmp(ByteBuffer in) {
        if (in.getInt(14) == 12) {
            return new ImageHeader(ImageFormat.BMP, in.getShort(18) & 0xFFFF, in.getShort(20) & 0xFFFF, false);
        }
        // A negative height means that the rows are stored from top to bottom.
        return new ImageHeader(ImageFormat.BMP, in.getInt(18), Math.abs(in.getInt(22)), false);
    }

    /** Reads the three forms of WebP: simple lossy (VP8), lossless (VP8L), extended (VP8X); RFC 9649. */
    private static Optional<ImageHeader> webp(ByteBuffer in) {
        return switch (in.getInt(12)) {
            case VP8 ->
                Optional.of(
                        new ImageHeader(ImageFormat.WEBP, in.getShort(26) & 0x3FFF, in.getShort(28) & 0x3FFF, false));
            case VP8L -> {
                int bits = in.getInt(21);
                yield Optional.of(
                        new ImageHeader(ImageFormat.WEBP, (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1, true));
            }
            case VP8X ->
                Optional.of(new ImageHeader(
                        ImageFormat.WEBP,
                        (in.getInt(24) & 0xFFFFFF) + 1,
                        (in.getInt(26) >>> 8) + 1,
                        (in.get(20) & 0x10) != 0));
            default -> Optional.empty();
        };
    }
}
