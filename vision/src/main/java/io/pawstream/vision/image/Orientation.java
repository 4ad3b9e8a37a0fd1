package io.pawstream.vision.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The EXIF orientation: how stored rows are turned for display.
 *
 * @param value 1 to 8; 1 means not turned
 */
record Orientation(int value) {

    static final Orientation NORMAL = new Orientation(1);

    private static final int TAG = 0x0112;
    private static final byte[] PREFIX = "Exif\0\0".getBytes(ISO_8859_1);

    /**
     * Reads the orientation tag of the first directory of an EXIF block. Accepts every numeric type, and ignores all
     * other tags, so that damage in them has no effect.
     *
     * @param exif the block, from position to limit: TIFF structure, optionally after {@code Exif\0\0}
     * @return the orientation; {@link #NORMAL} if there is no valid one
     */
    static Orientation ofExif(ByteBuffer exif) {
        ByteBuffer tiff = exif.slice();
        while (tiff.remaining() >= PREFIX.length
                && tiff.slice(tiff.position(), PREFIX.length).equals(ByteBuffer.wrap(PREFIX))) {
            tiff.position(tiff.position() + PREFIX.length);
        }
        tiff = tiff.slice();
        try {
            short order = tiff.getShort(0);
            if (order != 0x4949 && order != 0x4D4D) {
                return NORMAL;
            }
            tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xFFFF;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                    double value = number(tiff, entry);
                    return value >= 1 && value <= 8 && value == (int) value ? new Orientation((int) value) : NORMAL;
                }
            }
            return NORMAL;
        } catch (IndexOutOfBoundsException e) {
            return NORMAL;
        }
    }

    /** Reads the first value of a directory entry: its type, count, and value or the offset of its values. */
    private static double number(ByteBuffer tiff, int entry) {
        int type = tiff.getShort(entry + 2);
        long count = Integer.toUnsignedLong(tiff.getInt(entry + 4));
        int bytes =
                switch (type) {
                    case 1, 6, 7 -> 1;
                    case 3, 8 -> 2;
                    case 5, 10, 12 -> 8;
                    default -> 4;
                };
        int at = count * bytes <= 4 ? entry + 8 : tiff.getInt(entry + 8);
        return switch (type) {
            case 1, 6, 7 -> tiff.get(at);
            case 3, 8 -> tiff.getShort(at);
            case 4, 9, 13 -> tiff.getInt(at);
            case 5, 10 -> (double) tiff.getInt(at) / tiff.getInt(at + 4);
            case 11 -> tiff.getFloat(at);
            case 12 -> tiff.getDouble(at);
            default -> 0;
        };
    }

    /** {@return whether width and height change places} */
    boolean swapsSides() {
        return value >= 5;
    }

    /** Turns a matrix. The target has the turned size. */
    void turn(Mat stored, Mat target) {
        switch (value) {
            case 2 -> opencv_core.flip(stored, target, 1);
            case 3 -> opencv_core.flip(stored, target, -1);
            case 4 -> opencv_core.flip(stored, target, 0);
            case 5 -> opencv_core.transpose(stored, target);
            case 6 -> opencv_core.rotate(stored, target, opencv_core.ROTATE_90_CLOCKWISE);
            case 7 -> {
                opencv_core.transpose(stored, target);
                opencv_core.flip(target, target, -1);
            }
            case 8 -> opencv_core.rotate(stored, target, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
            default -> stored.copyTo(target);
        }
    }
}
