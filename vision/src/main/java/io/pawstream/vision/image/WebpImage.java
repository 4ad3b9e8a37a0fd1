package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.truncated;
import static io.pawstream.vision.image.BadImageException.unreadable;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A WebP, decoded by OpenCV: lossy (VP8), lossless (VP8L) or extended (VP8X); RFC 9649. The first frame of an animation
 * is decoded as a still image.
 */
final class WebpImage implements EncodedImage {

    /** Chunk types in little-endian order. */
    private static final int VP8 = 0x20385056;

    private static final int VP8L = 0x4C385056;
    private static final int VP8X = 0x58385056;
    private static final int ALPH = 0x48504C41;
    private static final int ANMF = 0x464D4E41;
    private static final int EXIF = 0x46495845;

    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int ANIMATION_FLAG = 0x02;
    private static final int EXIF_FLAG = 0x08;

    private final byte[] encoded;
    private final int width;
    private final int height;
    private Orientation orientation = Orientation.NORMAL;
    /** Offset of the chunk of the first frame; 0 for a still image. */
    private int frame;

    private WebpImage(byte[] encoded, int width, int height) {
        this.encoded = encoded;
        this.width = width;
        this.height = height;
    }

    /**
     * Reads the size and the chunks.
     *
     * @throws BadImageException if the first chunk is unknown
     * @throws IndexOutOfBoundsException if the file ends within the header
     */
    static WebpImage read(byte[] encoded) throws BadImageException {
        ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        switch (in.getInt(FIRST_CHUNK)) {
            case VP8 -> {
                return new WebpImage(encoded, in.getShort(26) & 0x3FFF, in.getShort(28) & 0x3FFF);
            }
            case VP8L -> {
                int bits = in.getInt(21);
                return new WebpImage(encoded, (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
            }
            case VP8X -> {
                WebpImage image = new WebpImage(encoded, (in.getInt(24) & 0xFFFFFF) + 1, (in.getInt(26) >>> 8) + 1);
                image.readChunks(in, in.get(20));
                return image;
            }
            default -> throw unreadable("the image header is truncated or damaged");
        }
    }

    private void readChunks(ByteBuffer in, byte flags) throws BadImageException {
        boolean animated = (flags & ANIMATION_FLAG) != 0;
        // Like libwebp, ignores EXIF that the flags do not announce.
        boolean searchesExif = (flags & EXIF_FLAG) != 0;
        for (long next = FIRST_CHUNK; next + CHUNK_HEADER <= encoded.length; ) {
            int at = (int) next;
            long length = Integer.toUnsignedLong(in.getInt(at + 4));
            next += CHUNK_HEADER + length + (length & 1);
            if (in.getInt(at) == EXIF && searchesExif) {
                int available = (int) Math.min(length, encoded.length - at - CHUNK_HEADER);
                orientation = Orientation.ofExif(in.slice(at + CHUNK_HEADER, available));
                searchesExif = false;
            } else if (in.getInt(at) == ANMF && animated && frame == 0) {
                frame = at;
            }
        }
        if (animated && frame == 0) {
            throw unreadable("the animation has no frame");
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    /** Prediction and filtering take as long as two visits of each of four channels. */
    @Override
    public long work() {
        return 8L * width * height;
    }

    /** Four bytes per pixel of the decoder, four of its result, three of the canvas of an animation. */
    @Override
    public long memoryBytes(int leastSide) {
        return (frame == 0 ? 8L : 11L) * width * height + encoded.length;
    }

    @Override
    public Mat decode(int leastSide) throws BadImageException {
        return frame == 0 ? decode(encoded, leastSide) : decodeFrame(leastSide);
    }

    private Mat decode(byte[] file, int leastSide) throws BadImageException {
        Mat image = OpenCvImage.decode(file, opencv_imgcodecs.IMREAD_UNCHANGED, memoryBytes(leastSide));
        if (image == null) {
            long stated = Integer.toUnsignedLong(
                    ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
            throw stated + 8 > encoded.length ? truncated() : unreadable("the WebP data cannot be decoded");
        }
        toRgb(image);
        return image;
    }

    /** Converts BGR or BGRA to RGB or RGBA in place, and blends transparent pixels with black. */
    private static void toRgb(Mat image) {
        ByteBuffer pixels = image.createBuffer();
        int channels = image.channels();
        byte[] row = new byte[channels * image.cols()];
        for (int y = 0; y < image.rows(); y++) {
            pixels.get(y * row.length, row);
            for (int i = 0; i < row.length; i += channels) {
                byte blue = row[i];
                row[i] = row[i + 2];
                row[i + 2] = blue;
                if (channels == 4 && row[i + 3] != -1) {
                    row[i] = RgbCanvas.blend(row[i], row[i + 3]);
                    row[i + 1] = RgbCanvas.blend(row[i + 1], row[i + 3]);
                    row[i + 2] = RgbCanvas.blend(row[i + 2], row[i + 3]);
                }
            }
            pixels.put(y * row.length, row);
        }
    }

    private Mat decodeFrame(int leastSide) throws BadImageException {
        ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        int start = frame + CHUNK_HEADER;
        if (start + FRAME_HEADER > encoded.length) {
            throw truncated();
        }
        int x = 2 * (in.getInt(start) & 0xFFFFFF);
        int y = 2 * (in.getInt(start + 2) >>> 8);
        int columns = (in.getInt(start + 6) & 0xFFFFFF) + 1;
        int rows = (in.getInt(start + 8) >>> 8) + 1;
        if (x + columns > width || y + rows > height) {
            throw unreadable("the first frame exceeds the image");
        }
        long length = Integer.toUnsignedLong(in.getInt(frame + 4)) - FRAME_HEADER;
        if (start + FRAME_HEADER + length > encoded.length || length < 0) {
            throw truncated();
        }
        Mat image = decode(still(in.slice(start + FRAME_HEADER, (int) length), columns, rows), leastSide);
        if (columns == width && rows == height) {
            return image;
        }
        try (image) {
            return RgbCanvas.paint(width, height, canvas -> paint(image, canvas, x, y));
        }
    }

    private static void paint(Mat image, RgbCanvas canvas, int x, int y) {
        ByteBuffer pixels = image.createBuffer();
        int channels = image.channels();
        byte[] row = new byte[channels * image.cols()];
        byte[] rgb = new byte[3 * image.cols()];
        for (int line = 0; line < image.rows(); line++) {
            pixels.get(line * row.length, row);
            for (int i = 0; i < image.cols(); i++) {
                System.arraycopy(row, channels * i, rgb, 3 * i, 3);
            }
            canvas.put(x, y + line, rgb, image.cols());
        }
    }

    /** Makes a file of the chunks of a frame. */
    private static byte[] still(ByteBuffer chunks, int width, int height) {
        chunks.order(ByteOrder.LITTLE_ENDIAN);
        int first = chunks.limit() < 4 ? 0 : chunks.getInt(0);
        ByteBuffer out = ByteBuffer.allocate(FIRST_CHUNK + 18 + chunks.limit()).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(US_ASCII)).putInt(out.capacity() - 8).put("WEBP".getBytes(US_ASCII));
        out.putInt(VP8X).putInt(10).putInt(first == ALPH || first == VP8L ? 0x10 : 0);
        out.putInt(width - 1).position(out.position() - 1).putInt(height - 1).position(out.position() - 1);
        return out.put(chunks).array();
    }
}
