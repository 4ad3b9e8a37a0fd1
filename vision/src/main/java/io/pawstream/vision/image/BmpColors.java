package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.unreadable;
import static io.pawstream.vision.image.BmpHeader.MASKS;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts the pixels of a BMP to RGB of 8 bits, and blends transparent pixels with black. */
final class BmpColors {

    private static final int[] MASKS_16 = {0x7C00, 0x03E0, 0x001F, 0};
    private static final int[] MASKS_24 = {0xFF0000, 0x00FF00, 0x0000FF, 0};

    /** Masks of fewer bits, as in 4:4:4:4, are not supported. */
    private static final int FEWEST_BITS = 5;

    private final int bits;
    /** RGB of each palette index; an index without a color is black. */
    private final byte[] palette = new byte[3 * 256];

    private final Channel red;
    private final Channel green;
    private final Channel blue;
    private final Channel alpha;

    /**
     * The bits of a channel.
     *
     * @param mask adjacent bits of a pixel, 0 if the channel is absent
     * @param shift position of the lowest bit
     * @param surplus number of bits beyond 8, which are dropped
     * @param values the value of 8 bits for each value of the remaining bits
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Channel(int mask, int shift, int surplus, byte[] values) {

        static Channel ofMask(int mask) throws BadImageException {
            int shift = mask == 0 ? 0 : Integer.numberOfTrailingZeros(mask);
            long highest = Integer.toUnsignedLong(mask) >> shift;
            if ((highest & (highest + 1)) != 0) {
                throw unreadable(
                        "the BMP has the channel mask " + Integer.toHexString(mask) + "; its bits must be adjacent");
            }
            int surplus = Math.max(0, Integer.bitCount(mask) - 8);
            byte[] values = new byte[(int) (highest >> surplus) + 1];
            for (int i = 1; i < values.length; i++) {
                values[i] = (byte) ((i * 255 + (values.length - 1) / 2) / (values.length - 1));
            }
            return new Channel(mask, shift, surplus, values);
        }

        byte of(int pixel) {
            return values[(pixel & mask) >>> shift >>> surplus];
        }
    }

    private BmpColors(int bits, int[] masks) throws BadImageException {
        this.bits = bits;
        for (int i = 0; i < 3; i++) {
            if (Integer.bitCount(masks[i]) < FEWEST_BITS) {
                throw unreadable("the BMP has the channel mask " + Integer.toHexString(masks[i])
                        + "; a color has at least " + FEWEST_BITS + " bits");
            }
        }
        this.red = Channel.ofMask(masks[0]);
        this.green = Channel.ofMask(masks[1]);
        this.blue = Channel.ofMask(masks[2]);
        this.alpha = Channel.ofMask(masks[3]);
    }

    /**
     * Reads the masks and the palette.
     *
     * @throws BadImageException if the bits of a mask are not adjacent
     */
    static BmpColors of(byte[] encoded, BmpHeader header) throws BadImageException {
        ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        int[] masks = header.bits() == 16 ? MASKS_16 : MASKS_24;
        if (header.hasMasks()) {
            int[] stated = {in.getInt(MASKS), in.getInt(MASKS + 4), in.getInt(MASKS + 8), 0};
            if (header.hasAlphaMask(in)) {
                stated[3] = in.getInt(MASKS + 12);
            }
            boolean none = (stated[0] | stated[1] | stated[2]) == 0;
            masks = none ? masks : stated;
        }
        BmpColors colors = new BmpColors(header.bits(), masks);
        int bytes = header.colorBytes();
        for (int i = 0; i < header.colors(); i++) {
            int at = header.paletteOffset() + bytes * i;
            for (int c = 0; c < 3 && at + 2 < encoded.length; c++) {
                colors.palette[3 * i + c] = encoded[at + 2 - c];
            }
        }
        return colors;
    }

    /** Converts the pixels of a stored row, which starts at an offset. */
    void convert(byte[] encoded, int offset, byte[] rgb) {
        int bytes = bits / 8;
        for (int i = 0; 3 * i < rgb.length; i++) {
            if (bits <= 8) {
                int bit = i * bits;
                write((encoded[offset + (bit >> 3)] & 0xFF) >> (8 - bits - (bit & 7)) & ((1 << bits) - 1), rgb, 3 * i);
            } else {
                int pixel = 0;
                for (int b = bytes - 1; b >= 0; b--) {
                    pixel = pixel << 8 | (encoded[offset + i * bytes + b] & 0xFF);
                }
                int opacity = alpha.mask() == 0 ? 255 : alpha.of(pixel);
                rgb[3 * i] = RgbCanvas.blend(red.of(pixel), opacity);
                rgb[3 * i + 1] = RgbCanvas.blend(green.of(pixel), opacity);
                rgb[3 * i + 2] = RgbCanvas.blend(blue.of(pixel), opacity);
            }
        }
    }

    /** Writes the RGB of a palette index. */
    void write(int index, byte[] rgb, int at) {
        System.arraycopy(palette, 3 * index, rgb, at, 3);
    }
}
