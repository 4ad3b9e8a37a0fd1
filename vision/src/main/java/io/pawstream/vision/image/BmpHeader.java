package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.unreadable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The file header and the information header of a BMP, of which there are eight versions with 12 to 124 bytes.
 *
 * @param width width in pixels, 0 or more
 * @param height height in pixels, 0 or more
 * @param topDown whether the first stored row is the top row
 * @param bits bits of a pixel: 1, 2, 4, 8, 16, 24 or 32
 * @param hasRuns whether palette indexes are stored as runs
 * @param hasMasks whether the header states the channel masks
 * @param paletteOffset offset of the palette
 * @param colors number of palette entries, 0 if there is no palette
 * @param colorBytes bytes of a palette entry, 3 or 4
 * @param dataOffset offset of the pixels
 */
record BmpHeader(
        int width,
        int height,
        boolean topDown,
        int bits,
        boolean hasRuns,
        boolean hasMasks,
        int paletteOffset,
        int colors,
        int colorBytes,
        long dataOffset) {

    /** Offset of the masks of red, green, blue and alpha in every version that has masks. */
    static final int MASKS = 54;

    private static final int FILE_HEADER = 14;
    private static final int CORE = 12;
    private static final int INFO = 40;
    private static final int RGB = 0;
    private static final int RUNS_8 = 1;
    private static final int RUNS_4 = 2;
    private static final int BIT_FIELDS = 3;
    private static final int ALPHA_BIT_FIELDS = 6;

    /**
     * Reads the headers.
     *
     * @throws BadImageException if it is not the header of a BMP, or of a variant that is not supported
     * @throws IndexOutOfBoundsException if the file ends within the header
     */
    static BmpHeader read(ByteBuffer file) throws BadImageException {
        ByteBuffer in = file.order(ByteOrder.LITTLE_ENDIAN);
        int bytes = in.getInt(FILE_HEADER);
        boolean core = bytes == CORE;
        if (!core && (bytes < 16 || bytes > 64) && bytes != 108 && bytes != 124) {
            throw new BadImageException(
                    DecodeFailure.UNSUPPORTED_FORMAT,
                    "the data starts like a BMP, but has an information header of " + Integer.toUnsignedString(bytes)
                            + " bytes; BMP defines 12 to 124");
        }
        int width = core ? in.getShort(18) & 0xFFFF : in.getInt(18);
        int height = core ? in.getShort(20) & 0xFFFF : in.getInt(22);
        if (width < 0 || height == Integer.MIN_VALUE) {
            throw unreadable("size is " + width + "x" + height + " pixels; each side must be at least 1");
        }
        int bits = in.getShort(core ? 24 : 28);
        int compression = bytes >= 20 ? in.getInt(30) : RGB;
        boolean runs = (compression == RUNS_8 && bits == 8) || (compression == RUNS_4 && bits == 4);
        boolean masks = (compression == BIT_FIELDS || compression == ALPHA_BIT_FIELDS) && bits >= 16;
        boolean valid = bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
        if (!valid || !(runs || masks || compression == RGB)) {
            throw unreadable("the BMP has " + bits + " bits per pixel with compression "
                    + Integer.toUnsignedString(compression)
                    + "; supported are 1, 2, 4, 8, 16, 24 and 32 bits without compression, masks and run lengths");
        }
        int paletteOffset = FILE_HEADER + bytes;
        if (bytes == INFO && masks) {
            paletteOffset += compression == BIT_FIELDS ? 12 : 16;
        }
        int colorBytes = core ? 3 : 4;
        int used = bytes >= 36 ? in.getInt(46) : 0;
        int colors = bits > 8 ? 0 : used < 1 || used > 1 << bits ? 1 << bits : used;
        long dataOffset = Integer.toUnsignedLong(in.getInt(10));
        if (dataOffset < FILE_HEADER + bytes) {
            dataOffset = paletteOffset + (long) colors * colorBytes;
        } else if (dataOffset < paletteOffset + (long) colors * colorBytes) {
            colors = (int) Math.max(0, (dataOffset - paletteOffset) / colorBytes);
        }
        return new BmpHeader(
                width, Math.abs(height), height < 0, bits, runs, masks, paletteOffset, colors, colorBytes, dataOffset);
    }

    /** {@return whether a version with masks states one for alpha} */
    boolean hasAlphaMask(ByteBuffer in) {
        int bytes = in.getInt(FILE_HEADER);
        return hasMasks && (bytes >= 56 || in.getInt(30) == ALPHA_BIT_FIELDS);
    }

    /** {@return the row of the image, from the top, of a stored row} */
    int row(int stored) {
        return topDown ? stored : height - 1 - stored;
    }
}
