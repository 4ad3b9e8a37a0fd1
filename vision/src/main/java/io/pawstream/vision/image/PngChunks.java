package io.pawstream.vision.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The chunks of a PNG: length, type, data, checksum. */
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

    /** Whether a palette or a colour has transparency: a tRNS chunk before the image data says so. */
    static boolean hasTransparency(ByteBuffer png) {
        for (int at = FIRST; at >= 0; at = next(png, at)) {
            int type = png.getInt(at + 4);
            if (type == TRNS || type == IDAT) {
                return type == TRNS;
            }
        }
        return false;
    }

    /** The length of a chunk that ends behind the end of the file, if that is so up to the first chunk of image data. */
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
     * The PNG without the chunks that do harm and no good: the mark of an animation, because OpenCV's decoder of
     * animations crashes on damaged data and leaves missing rows as they were in memory; and packed texts, each of which
     * it would unpack to megabytes.
     */
    static byte[] withoutHarm(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png);
        ByteArrayOutputStream out = null;
        int kept = 0;
        int after;
        for (int at = FIRST; (after = next(in, at)) >= 0; at = after) {
            int type = in.getInt(at + 4);
            if (type == ACTL || type == ZTXT || type == ITXT) {
                out = out == null ? new ByteArrayOutputStream(png.length) : out;
                out.write(png, kept, at - kept);
                kept = after;
            }
        }
        if (out == null) {
            return png;
        }
        out.write(png, kept, png.length - kept);
        return out.toByteArray();
    }

    /** Where the chunk behind the one at an offset begins; -1 if the file ends before it has a length and a type. */
    private static int next(ByteBuffer in, int at) {
        long next = at + OVERHEAD + Integer.toUnsignedLong(in.getInt(at));
        return next + 8 <= in.limit() ? (int) next : -1;
    }
}
