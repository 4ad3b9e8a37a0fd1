package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.unreadable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The first frame of a GIF; GIF89a specification.
 *
 * <p>As in browsers, the screen grows to a frame that exceeds it, and everything after the frame is ignored, damage and a
 * missing trailer included. The parts that the frame does not cover are transparent if the frame has a transparent color;
 * otherwise they have the background color.
 */
final class GifImage implements EncodedImage {

    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int SCREEN_BYTES = 13;
    private static final int FRAME_BYTES = 10;

    private final byte[] encoded;
    private final int frame;
    private final int transparent;
    private final ByteBuffer in;

    private GifImage(byte[] encoded, int frame, int transparent) {
        this.encoded = encoded;
        this.frame = frame;
        this.transparent = transparent;
        this.in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads the blocks up to the first frame.
     *
     * @throws BadImageException if there is no frame
     * @throws IndexOutOfBoundsException if the file ends before it
     */
    static GifImage read(byte[] encoded) throws BadImageException {
        int transparent = -1;
        int at = SCREEN_BYTES + paletteBytes(encoded[10]);
        while (encoded[at] != FRAME) {
            if (encoded[at] == TRAILER) {
                throw unreadable("the GIF has no frame");
            }
            if (encoded[at] != EXTENSION) {
                // Some encoders write zeros between blocks.
                at++;
                continue;
            }
            if ((encoded[at + 1] & 0xFF) == GRAPHIC_CONTROL && encoded[at + 2] >= 4) {
                transparent = (encoded[at + 3] & 1) == 1 ? encoded[at + 6] & 0xFF : -1;
            }
            at += 2;
            while (encoded[at] != 0) {
                at += 1 + (encoded[at] & 0xFF);
            }
            at++;
        }
        Objects.checkFromIndexSize(at, FRAME_BYTES, encoded.length);
        GifImage image = new GifImage(encoded, at, transparent);
        if (image.frameWidth() == 0 || image.frameHeight() == 0) {
            throw unreadable("the first frame of the GIF has " + image.frameWidth() + "x" + image.frameHeight()
                    + " pixels; each side must be at least 1");
        }
        return image;
    }

    /** {@return the size in bytes of the palette that the flags announce} */
    private static int paletteBytes(byte flags) {
        return flags < 0 ? 3 << ((flags & 7) + 1) : 0;
    }

    private int number(int at) {
        return in.getShort(at) & 0xFFFF;
    }

    private int frameWidth() {
        return number(frame + 5);
    }

    private int frameHeight() {
        return number(frame + 7);
    }

    @Override
    public int width() {
        return Math.max(number(6), number(frame + 1) + frameWidth());
    }

    @Override
    public int height() {
        return Math.max(number(8), number(frame + 3) + frameHeight());
    }

    /** Each pixel is decompressed and then colored. */
    @Override
    public long work() {
        return 2L * width() * height();
    }

    @Override
    public long memoryBytes(int leastSide) {
        return 3L * width() * height();
    }

    @Override
    public Mat decode(int leastSide) throws BadImageException {
        return RgbCanvas.paint(width(), height(), this::paint);
    }

    private void paint(RgbCanvas canvas) throws BadImageException {
        byte flags = encoded[frame + 9];
        int dataOffset = frame + FRAME_BYTES + paletteBytes(flags);
        byte[] palette = flags < 0 ? palette(frame + FRAME_BYTES, flags) : palette(SCREEN_BYTES, encoded[10]);
        GifCodes codes = new GifCodes(encoded, dataOffset);
        byte[] row = new byte[frameWidth()];
        byte[] rgb = new byte[3 * row.length];
        boolean interlaced = (flags & 0x40) != 0;
        fillScreen(canvas);
        int step = interlaced ? 8 : 1;
        int first = 0;
        int y = 0;
        for (int count = 0; count < frameHeight(); count++) {
            while (y >= frameHeight()) {
                // The second pass starts in the middle of the first; each later one doubles the number of rows.
                first = first == 0 ? 4 : first / 2;
                step = first == 4 ? 8 : first * 2;
                y = first;
            }
            codes.read(row);
            for (int x = 0; x < row.length; x++) {
                System.arraycopy(palette, 3 * (row[x] & 0xFF), rgb, 3 * x, 3);
            }
            canvas.put(number(frame + 1), number(frame + 3) + y, rgb, row.length);
            y += step;
        }
    }

    private void fillScreen(RgbCanvas canvas) {
        boolean covered = frameWidth() == width() && frameHeight() == height();
        if (covered || transparent >= 0 || encoded[10] >= 0) {
            return;
        }
        byte[] colors = palette(SCREEN_BYTES, encoded[10]);
        byte[] rgb = new byte[3 * width()];
        for (int x = 0; x < width(); x++) {
            System.arraycopy(colors, 3 * (encoded[11] & 0xFF), rgb, 3 * x, 3);
        }
        for (int y = 0; y < height(); y++) {
            canvas.put(0, y, rgb, width());
        }
    }

    /** Returns RGB of each index; the transparent index and indexes without a color are black. */
    private byte[] palette(int at, byte flags) {
        byte[] palette = new byte[3 * 256];
        if (flags < 0) {
            System.arraycopy(encoded, at, palette, 0, Math.min(paletteBytes(flags), encoded.length - at));
        } else {
            // Without a palette, an index is a shade of grey.
            for (int i = 0; i < palette.length; i++) {
                palette[i] = (byte) (i / 3);
            }
        }
        if (transparent >= 0) {
            for (int i = 0; i < 3; i++) {
                palette[3 * transparent + i] = 0;
            }
        }
        return palette;
    }
}
