package io.pawstream.vision.image;

import java.awt.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Detects whether the compressed data of a JPEG ends before its last row.
 *
 * <p>OpenCV does not report this: it fills the missing rows with grey. ImageIO's decoder reports it as a warning, but
 * is slower. This class therefore checks only suspicious images: those without an end marker, those with a corner in
 * that grey, and those with several scans, because a truncated later scan leaves no grey.
 */
final class JpegScan {

    /**
     * libjpeg's warnings for entropy-coded data that ends too early (JWRN_HIT_MARKER), and for an end marker instead of
     * a further restart interval (JWRN_MUST_RESYNC). ImageIO reports only the first warning of an image.
     */
    private static final Pattern ENDS_EARLY =
            Pattern.compile("premature end of data segment|found marker 0xd9 instead of RST");

    /** The least work of a scan, because each one reads tables and reports progress. */
    private static final long MIN_WORK = 1_000_000;

    /** The pixels are not needed, so ImageIO stores only every 16th pixel of every 16th row. */
    private static final int SUBSAMPLING = 16;

    private JpegScan() {}

    /**
     * Adds up how often a decoder visits a sample: each scan is a pass over the samples of its components.
     *
     * @param jpeg the encoded image
     * @param firstScan offset of the first scan's header
     * @param samples number of samples of each component by its id
     * @return the sum over all scans up to the first invalid marker
     */
    static long work(byte[] jpeg, int firstScan, Map<Byte, Long> samples) {
        long work = 0;
        int at = firstScan;
        while (at + 4 <= jpeg.length) {
            int marker = jpeg[at + 1] & 0xFF;
            if (jpeg[at] != (byte) 0xFF || marker == 0xFF) {
                at++;
            } else if (marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
                at += 2;
            } else if (marker == 0xD9) {
                return work;
            } else {
                work += marker == 0xDA ? Math.max(MIN_WORK, work(jpeg, at + 4, samples, jpeg.length)) : 0;
                at += 2 + (((jpeg[at + 2] & 0xFF) << 8) | (jpeg[at + 3] & 0xFF));
            }
        }
        return work;
    }

    private static long work(byte[] jpeg, int components, Map<Byte, Long> samples, int end) {
        long work = 0;
        int last = components + 2 * (components < end ? jpeg[components] & 0xFF : 0);
        for (int at = components + 1; at < Math.min(last, end); at += 2) {
            work += samples.getOrDefault(jpeg[at], 0L);
        }
        return work;
    }

    /** {@return whether an end marker follows the start of the first scan; more bytes may follow it} */
    static boolean hasEndMarker(byte[] jpeg, int dataOffset) {
        for (int i = jpeg.length - 2; i >= dataOffset; i--) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xD9) {
                return true;
            }
        }
        return false;
    }

    /** {@return the file with an end marker appended} */
    static byte[] withEndMarker(byte[] jpeg) {
        byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 2);
        longer[jpeg.length] = (byte) 0xFF;
        longer[jpeg.length + 1] = (byte) 0xD9;
        return longer;
    }

    /**
     * Decodes the image with ImageIO and checks for the warning.
     *
     * @param jpeg the encoded image
     * @param severalScans whether the image may have more than one scan
     * @param fallback the result for a JPEG that ImageIO cannot read
     * @param memoryBytes upper bound of the memory that decoding allocates
     * @return whether the data ends before the last row
     * @throws DecoderMemoryError if there is not enough memory
     */
    static boolean endsEarly(byte[] jpeg, boolean severalScans, boolean fallback, long memoryBytes) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        AtomicBoolean endsEarly = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (ENDS_EARLY.matcher(warning).find()) {
                endsEarly.set(true);
            }
        });
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(SUBSAMPLING, SUBSAMPLING, 0, 0);
            if (severalScans) {
                // The decoder reads all data of a scan before it returns the first row, so one pixel suffices.
                param.setSourceRegion(new Rectangle(1, 1));
            }
            reader.readRaster(0, param);
        } catch (IOException | RuntimeException e) {
            if (OpenCvImage.isMemory(e)) {
                throw new DecoderMemoryError(memoryBytes, e);
            }
            return endsEarly.get() || fallback;
        } finally {
            reader.dispose();
        }
        return endsEarly.get();
    }
}
