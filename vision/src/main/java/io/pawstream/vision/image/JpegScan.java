package io.pawstream.vision.image;

import java.awt.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Tells whether the compressed data of a JPEG end before its last row.
 *
 * <p>OpenCV does not tell: it fills the missing rows with grey. ImageIO's decoder does, as a warning, but is slower. So
 * it is asked only about images that are suspicious: without an end marker, with a corner in that grey, or of several
 * scans, of which a later one that is cut short leaves no grey.
 */
final class JpegScan {

    /**
     * libjpeg's messages for entropy-coded data that end too early (JWRN_HIT_MARKER), and for an end marker where one more
     * restart interval should begin (JWRN_MUST_RESYNC): only the first message of an image comes through.
     */
    private static final Pattern ENDS_EARLY =
            Pattern.compile("premature end of data segment|found marker 0xd9 instead of RST");

    /** ImageIO need not keep the pixels: every 16th of every 16th row is enough. */
    private static final int SUBSAMPLING = 16;

    private JpegScan() {}

    /** Number of scans: the first, and those that begin behind its start, as far as the markers can be followed. */
    static int count(byte[] jpeg, int dataOffset) {
        int scans = 1;
        int at = dataOffset;
        while (at + 4 <= jpeg.length) {
            int marker = jpeg[at + 1] & 0xFF;
            if (jpeg[at] != (byte) 0xFF || marker == 0xFF) {
                at++;
            } else if (marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
                at += 2;
            } else if (marker == 0xD9) {
                return scans;
            } else {
                scans += marker == 0xDA ? 1 : 0;
                at += 2 + (((jpeg[at + 2] & 0xFF) << 8) | (jpeg[at + 3] & 0xFF));
            }
        }
        return scans;
    }

    /** Whether an end marker stands anywhere behind the start of the first scan; bytes may follow it. */
    static boolean hasEndMarker(byte[] jpeg, int dataOffset) {
        for (int i = jpeg.length - 2; i >= dataOffset; i--) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xD9) {
                return true;
            }
        }
        return false;
    }

    /** The file with an end marker behind its last byte. */
    static byte[] withEndMarker(byte[] jpeg) {
        byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 2);
        longer[jpeg.length] = (byte) 0xFF;
        longer[jpeg.length + 1] = (byte) 0xD9;
        return longer;
    }

    /**
     * Decodes it once more and watches for the warning.
     *
     * @param severalScans whether it may have more than one scan
     * @param inDoubt the answer for a JPEG that ImageIO cannot read
     */
    static boolean endsEarly(byte[] jpeg, boolean severalScans, boolean inDoubt) {
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
                // The data of all rows are read before the first row of a scan comes out: one pixel will do.
                param.setSourceRegion(new Rectangle(1, 1));
            }
            reader.readRaster(0, param);
        } catch (IOException | RuntimeException e) {
            return endsEarly.get() || inDoubt;
        } finally {
            reader.dispose();
        }
        return endsEarly.get();
    }
}
