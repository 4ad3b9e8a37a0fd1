package io.pawstream.vision.image;

import org.bytedeco.opencv.opencv_core.Mat;

/** An image of one format whose header was read. No pixels are allocated before {@link #decode}. */
interface EncodedImage {

    /** Returns the stored width in pixels, 0 or more. */
    int width();

    /** Returns the stored height in pixels, 0 or more. */
    int height();

    /** Returns how the stored rows are turned for display. */
    default Orientation orientation() {
        return Orientation.NORMAL;
    }

    /**
     * Returns the work of decoding: how often the decoder visits a sample, which is one channel of one pixel. A visit
     * takes up to 3 ns.
     */
    long work();

    /**
     * Returns an upper bound of the memory that {@link #decode} allocates, in bytes.
     *
     * @param leastSide as for {@link #decode}
     */
    long memoryBytes(int leastSide);

    /**
     * Decodes the pixels as they are stored, without turning them.
     *
     * @param leastSide a format that can be decoded at a reduced size keeps both sides at least as long as this
     * @return a matrix that the caller closes: 8 bits, RGB or RGBA, transparency already blended with black
     * @throws BadImageException if the data is damaged or not supported
     */
    Mat decode(int leastSide) throws BadImageException;
}
