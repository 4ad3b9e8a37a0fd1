package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.truncated;
import static io.pawstream.vision.image.BadImageException.unreadable;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** A JPEG, decoded by OpenCV at a reduced size; ITU-T T.81. */
final class JpegImage implements EncodedImage {

    private static final byte[] EXIF = "Exif\0".getBytes(ISO_8859_1);

    private static final int MAX_COMPONENTS = 4;

    /** The work of a byte of compressed data. */
    private static final int HUFFMAN_WORK = 6;

    private static final int ARITHMETIC_WORK = 32;

    /** The channel value of missing blocks, and the values to which OpenCV converts it from CMYK. */
    private static final Set<Byte> MIDDLE_GREYS = Set.of((byte) 128, (byte) 64, (byte) 65);

    private final byte[] encoded;
    private int width;
    private int height;
    private boolean progressive;
    private boolean arithmetic;
    private boolean severalScans;
    private final Map<Byte, Long> samples = new HashMap<>();
    private @Nullable Orientation orientation;
    private int firstScan;
    private long work;

    private JpegImage(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * Reads the segments up to the first scan.
     *
     * @throws BadImageException if there is no frame header before it
     * @throws IndexOutOfBoundsException if the file ends before it
     */
    static JpegImage read(byte[] encoded) throws BadImageException {
        JpegImage image = new JpegImage(encoded);
        image.readSegments(ByteBuffer.wrap(encoded));
        if (image.samples.isEmpty()) {
            throw unreadable("the image header is truncated or damaged");
        }
        image.work = image.scanWork()
                + (long) (encoded.length - image.firstScan) * (image.arithmetic ? ARITHMETIC_WORK : HUFFMAN_WORK);
        return image;
    }

    private long scanWork() {
        return severalScans
                ? JpegScan.work(encoded, firstScan, samples)
                : samples.values().stream().mapToLong(Long::longValue).sum();
    }

    private void readSegments(ByteBuffer in) throws BadImageException {
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
            if (marker == 0xD9 || length < 2) {
                throw unreadable("the image header is truncated or damaged");
            } else if (marker == 0xDA) {
                severalScans = progressive || in.get(at + 2) < samples.size();
                firstScan = at - 2;
                return;
            } else if (marker == 0xE1 && orientation == null) {
                readExif(in, at + 2, length - 2);
            } else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                readFrame(in, at);
                progressive = (marker & 3) == 2;
                arithmetic = marker >= 0xC9;
            }
            at += length;
        }
    }

    private void readExif(ByteBuffer in, int at, int length) {
        if (length >= EXIF.length && in.slice(at, EXIF.length).equals(ByteBuffer.wrap(EXIF))) {
            int start = at + EXIF.length + 1;
            orientation = Orientation.ofExif(in.slice(start, Math.max(0, Math.min(in.limit(), at + length) - start)));
        }
    }

    private void readFrame(ByteBuffer in, int at) throws BadImageException {
        height = in.getShort(at + 3) & 0xFFFF;
        width = in.getShort(at + 5) & 0xFFFF;
        int components = in.get(at + 7) & 0xFF;
        if (components < 1 || components > MAX_COMPONENTS) {
            throw unreadable("the JPEG has " + components + " components; supported are 1 to " + MAX_COMPONENTS);
        }
        int widest = 1;
        int highest = 1;
        for (int i = 0; i < components; i++) {
            widest = Math.max(widest, (in.get(at + 9 + 3 * i) >> 4) & 0xF);
            highest = Math.max(highest, in.get(at + 9 + 3 * i) & 0xF);
        }
        samples.clear();
        for (int i = 0; i < components; i++) {
            int factors = in.get(at + 9 + 3 * i);
            long share = (long) ((factors >> 4) & 0xF) * (factors & 0xF);
            samples.put(in.get(at + 8 + 3 * i), (long) width * height * share / ((long) widest * highest));
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
        return orientation == null ? Orientation.NORMAL : orientation;
    }

    @Override
    public long work() {
        return work;
    }

    /** All coefficients of an image with several scans are in memory: two bytes per sample, in blocks of 8x8. */
    @Override
    public long memoryBytes(int leastSide) {
        int reduction = reduction(width, height, leastSide);
        long pixels = (long) (width / reduction + 1) * (height / reduction + 1) * 3;
        long coefficients = 2L * samples.size() * (width + 32) * (height + 32);
        return pixels + encoded.length + (severalScans ? coefficients : 0);
    }

    @Override
    public Mat decode(int leastSide) throws BadImageException {
        // OpenCV does not decode a JPEG without an end marker, even if all rows are present.
        boolean noEndMarker = !JpegScan.hasEndMarker(encoded, firstScan);
        byte[] jpeg = noEndMarker ? JpegScan.withEndMarker(encoded) : encoded;
        Mat image = OpenCvImage.decode(jpeg, flags(leastSide), memoryBytes(leastSide));
        if (image == null) {
            throw noEndMarker ? truncated() : unreadable("the JPEG data cannot be decoded");
        }
        boolean suspicious = noEndMarker || severalScans || hasCornerOfMiddleGrey(image);
        boolean endsEarly = true;
        try {
            endsEarly = suspicious && JpegScan.endsEarly(jpeg, severalScans, noEndMarker, memoryBytes(leastSide));
        } finally {
            if (endsEarly) {
                image.close();
            }
        }
        if (endsEarly) {
            throw truncated();
        }
        return image;
    }

    private int flags(int leastSide) {
        // The reduced grayscale flags only set the scale. IMREAD_COLOR_RGB adds color; IMREAD_COLOR must not be set
        // with it.
        int scale =
                switch (reduction(width, height, leastSide)) {
                    case 8 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
                    case 4 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
                    case 2 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
                    default -> 0;
                };
        return scale | opencv_imgcodecs.IMREAD_COLOR_RGB | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    }

    /**
     * {@return the largest of 8, 4, 2 and 1 by which both sides can be divided, rounded up, and still have at least a
     * length}
     */
    static int reduction(int width, int height, int leastSide) {
        for (int reduction = 8; reduction > 1; reduction /= 2) {
            if ((width + reduction - 1) / reduction >= leastSide && (height + reduction - 1) / reduction >= leastSide) {
                return reduction;
            }
        }
        return 1;
    }

    /** {@return whether the last pixel has the color of missing data} */
    private static boolean hasCornerOfMiddleGrey(Mat rgb) {
        try (BytePointer pixel = rgb.ptr(rgb.rows() - 1, rgb.cols() - 1)) {
            byte red = pixel.get(0);
            return MIDDLE_GREYS.contains(red) && pixel.get(1) == red && pixel.get(2) == red;
        }
    }
}
