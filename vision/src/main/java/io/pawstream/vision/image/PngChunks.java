package io.pawstream.vision.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads and removes chunks of a PNG. A chunk consists of length, type, data and checksum. */
final class PngChunks {

    static final int IEND = 0x49454E44;

    private static final int FIRST = 8;
    private static final int OVERHEAD = 12;
    private static final int IDAT = 0x49444154;
    private static final int TRNS = 0x74524E53;
    private static final int ACTL = 0x6163544C;
    private static final int ZTXT = 0x7A545874;
    private static final int ITXT = 0x69545874;

    private PngChunks() {}

    /** {@return whether a tRNS chunk before the image data makes palette entries or a color transparent} */
    static boolean hasTransparency(ByteBuffer png) {
        for (int at = FIRST; at >= 0; at = next(png, at)) {
            int type = png.getInt(at + 4);
            if (type == TRNS || type == IDAT) {
                return type == TRNS;
            }
        }
        return false;
    }

    /** {@return the length of a chunk that exceeds the file; checks chunks up to the first one with image data} */
    static Optional<Long> pastEnd(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png);
        int at = FIRST;
        for (int next = next(in, at); next >= 0 && in.getInt(at + 4) != IDAT; next = next(in, at)) {
            at = next;
        }
        long length = Integer.toUnsignedLong(in.getInt(at));
        return at + OVERHEAD + length > png.length ? Optional.of(length) : Optional.empty();
    }

    /**
     * {@return the PNG without harmful chunks} The animation control chunk is removed, because OpenCV's animation
     * decoder crashes on damaged data and leaves missing rows uninitialized. Compressed texts are removed, because
     * OpenCV would decompress each of them to megabytes.
     */
    static byte[] withoutHarmfulChunks(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int kept = 0;
        int after;
        for (int at = FIRST; (after = next(in, at)) >= 0; at = after) {
            int type = in.getInt(at + 4);
            if (type == ACTL || type == ZTXT || type == ITXT) {
                out.write(png, kept, at - kept);
                kept = after;
            }
        }
        if (kept == 0) {
            return png;
        }
        out.write(png, kept, png.length - kept);
        return out.toByteArray();
    }

    /** {@return the offset of the chunk after the one at an offset; -1 if the file ends before its length and type} */
    private static int next(ByteBuffer in, int at) {
        long next = at + OVERHEAD + Integer.toUnsignedLong(in.getInt(at));
        return next + 8 <= in.limit() ? (int) next : -1;
    }
}
