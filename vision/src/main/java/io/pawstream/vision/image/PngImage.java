package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.unreadable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * A PNG, decoded row by row, so that memory does not depend on its bit depth; ISO/IEC 15948.
 *
 * <p>Gamma and color profiles are ignored. An animated PNG is its default image. IEND may be missing. A wrong checksum
 * of IHDR or of a PLTE or tRNS that is used makes the image unreadable; {@link PngData} describes IDAT; other checksums are ignored.
 */
final class PngImage implements EncodedImage {

    private static final int SIGNATURE_BYTES = 8;
    private static final int OVERHEAD = 12;
    private static final int IHDR = 0x49484452;
    private static final int CGBI = 0x43674249;
    private static final int PLTE = 0x504C5445;
    private static final int TRNS = 0x74524E53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int EXIF = 0x65584966;

    private final PngLayout layout;
    private final List<ByteBuffer> data = new ArrayList<>();
    private final PngProfile profile = new PngProfile();
    private @Nullable ByteBuffer palette;
    private @Nullable ByteBuffer transparency;
    private @Nullable Orientation exif;
    private boolean intact = true;

    private PngImage(PngLayout layout) {
        this.layout = layout;
    }

    /**
     * Reads all chunks.
     *
     * @throws BadImageException if the header or the palette is invalid
     * @throws IndexOutOfBoundsException if the file ends within the header
     */
    static PngImage read(byte[] encoded) throws BadImageException {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        int first = in.getInt(SIGNATURE_BYTES + 4);
        if (first == CGBI) {
            throw new BadImageException(
                    DecodeFailure.UNSUPPORTED_FORMAT, "a PNG in the format of Xcode (CgBI) is not a PNG");
        }
        if (first != IHDR || in.getInt(SIGNATURE_BYTES) != 13 || in.getInt(4) != 0x0D0A1A0A) {
            throw unreadable("the image header is truncated or damaged");
        }
        if (!hasChecksum(in, SIGNATURE_BYTES, 13)) {
            throw unreadable("the checksum of IHDR is wrong");
        }
        PngImage image = new PngImage(PngLayout.of(in.slice(SIGNATURE_BYTES + 8, 13)));
        for (int at = SIGNATURE_BYTES; at + 8 <= encoded.length && in.getInt(at + 4) != IEND; ) {
            long length = Integer.toUnsignedLong(in.getInt(at));
            long available = Math.min(length, (long) encoded.length - at - 8);
            image.readChunk(in, at, (int) available);
            at = (int) Math.min(encoded.length, at + OVERHEAD + length);
        }
        if (image.layout.colorType() == PngLayout.PALETTE && image.palette == null) {
            throw unreadable("the palette is missing");
        }
        return image;
    }

    private void readChunk(ByteBuffer in, int at, int length) throws BadImageException {
        int type = in.getInt(at + 4);
        ByteBuffer content = in.slice(at + 8, length);
        switch (type) {
            case IDAT -> {
                data.add(content);
                intact &= hasChecksum(in, at, length);
            }
            case PLTE -> {
                if (palette == null && layout.colorType() == PngLayout.PALETTE) {
                    palette = checked(in, at, content, "PLTE");
                }
            }
            case TRNS -> {
                if (data.isEmpty() && !layout.hasAlpha()) {
                    transparency = checked(in, at, content, "tRNS");
                }
            }
            case EXIF -> exif = exif == null ? Orientation.ofExif(content) : exif;
            default -> profile.read(type, content);
        }
    }

    private static ByteBuffer checked(ByteBuffer in, int at, ByteBuffer content, String type) throws BadImageException {
        if (!hasChecksum(in, at, content.limit())) {
            throw unreadable("the checksum of " + type + " is wrong");
        }
        return content;
    }

    private static boolean hasChecksum(ByteBuffer in, int at, int length) {
        if ((long) at + OVERHEAD + length > in.limit()) {
            return false;
        }
        CRC32 checksum = new CRC32();
        checksum.update(in.slice(at + 4, 4 + length));
        return (int) checksum.getValue() == in.getInt(at + 8 + length);
    }

    @Override
    public int width() {
        return layout.width();
    }

    @Override
    public int height() {
        return layout.height();
    }

    @Override
    public Orientation orientation() {
        return exif == null ? profile.orientation() : exif;
    }

    /** Each byte is decompressed and then filtered. */
    @Override
    public long work() {
        return 2L * layout.height() * layout.rowBytes(layout.width());
    }

    @Override
    public long memoryBytes(int leastSide) {
        return 3L * layout.width() * layout.height();
    }

    @Override
    public Mat decode(int leastSide) throws BadImageException {
        try (PngData rows = new PngData(data, intact)) {
            return RgbCanvas.paint(layout.width(), layout.height(), canvas -> paint(rows, canvas));
        }
    }

    private void paint(PngData rows, RgbCanvas canvas) throws BadImageException {
        PngColors colors = new PngColors(layout, palette, transparency);
        byte[] rgb = new byte[3 * layout.width()];
        for (PngLayout.Pass pass : layout.passes()) {
            PngFilter filter = new PngFilter(layout.rowBytes(pass.columns()), layout.pixelBytes());
            for (int row = 0; row < pass.rows(); row++) {
                byte[] unfiltered = filter.next(rows);
                colors.convert(unfiltered, pass.columns(), rgb);
                canvas.put(pass.x(), pass.y() + row * pass.yStep(), rgb, pass.columns(), pass.xStep());
            }
        }
        rows.end();
    }
}
