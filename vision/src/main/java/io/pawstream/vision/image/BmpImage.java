package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.truncated;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** A BMP with a palette, runs of palette indexes, or channel masks. */
final class BmpImage implements EncodedImage {

    private final byte[] encoded;
    private final BmpHeader header;
    private final BmpColors colors;

    private BmpImage(byte[] encoded, BmpHeader header, BmpColors colors) {
        this.encoded = encoded;
        this.header = header;
        this.colors = colors;
    }

    /**
     * Reads the header, the masks and the palette.
     *
     * @throws BadImageException if it is not the header of a BMP, or of a variant that is not supported
     * @throws IndexOutOfBoundsException if the file ends within the header
     */
    static BmpImage read(byte[] encoded) throws BadImageException {
        BmpHeader header = BmpHeader.read(ByteBuffer.wrap(encoded));
        return new BmpImage(encoded, header, BmpColors.of(encoded, header));
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    /** Each byte is read once; a pixel of a run takes as long as two bytes. */
    @Override
    public long work() {
        return (long) width() * height() * (header.hasRuns() ? 2 : Math.max(1, header.bits() / 8));
    }

    @Override
    public long memoryBytes(int leastSide) {
        return 3L * width() * height();
    }

    @Override
    public Mat decode(int leastSide) throws BadImageException {
        return RgbCanvas.paint(width(), height(), header.hasRuns() ? this::paintRuns : this::paint);
    }

    private void paint(RgbCanvas canvas) throws BadImageException {
        byte[] rgb = new byte[3 * width()];
        long rowBytes = ((long) width() * header.bits() + 7) / 8;
        long stride = (rowBytes + 3) / 4 * 4;
        for (int row = 0; row < height(); row++) {
            long at = header.dataOffset() + row * stride;
            if (at + rowBytes > encoded.length) {
                throw truncated();
            }
            colors.convert(encoded, (int) at, rgb);
            canvas.put(0, header.row(row), rgb, width());
        }
    }

    private void paintRuns(RgbCanvas canvas) throws BadImageException {
        BmpRuns runs = new BmpRuns(encoded, header);
        byte[] indexes = new byte[width()];
        byte[] rgb = new byte[3 * width()];
        for (int row = 0; row < height(); row++) {
            runs.read(indexes);
            for (int x = 0; x < indexes.length; x++) {
                colors.write(indexes[x] & 0xFF, rgb, 3 * x);
            }
            canvas.put(0, header.row(row), rgb, width());
        }
    }
}
