package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.truncated;
import static io.pawstream.vision.image.BadImageException.unreadable;

/** Decompresses the LZW codes of one GIF frame; GIF89a specification, appendix F. */
final class GifCodes {

    private static final int MAX_BITS = 12;
    private static final int NONE = -1;

    private final byte[] gif;
    private final int fewestBits;
    private final int clear;
    private final int[] prefix = new int[1 << MAX_BITS];
    private final byte[] last = new byte[1 << MAX_BITS];
    /** The pixels of a code in reverse order. */
    private final byte[] pixels = new byte[1 + (1 << MAX_BITS)];

    private int pixelCount;
    private int at;
    private int blockLeft;
    private int buffer;
    private int buffered;
    private int bits;
    private int next;
    private int previous = NONE;
    private byte firstPixel;

    /**
     * Starts at the data of a frame.
     *
     * @param offset offset of the number of bits
     * @throws BadImageException if the number is invalid or missing
     */
    GifCodes(byte[] gif, int offset) throws BadImageException {
        if (offset >= gif.length) {
            throw truncated();
        }
        this.gif = gif;
        this.fewestBits = gif[offset];
        if (fewestBits < 1 || fewestBits >= MAX_BITS) {
            throw unreadable("the GIF data has codes of " + fewestBits + " bits; 1 to 11 are allowed");
        }
        this.clear = 1 << fewestBits;
        this.at = offset + 1;
        for (int i = 0; i < clear; i++) {
            last[i] = (byte) i;
        }
        reset();
    }

    private void reset() {
        bits = fewestBits + 1;
        next = clear + 2;
        previous = NONE;
    }

    /**
     * Reads the palette indexes of a row.
     *
     * @throws BadImageException if the data is damaged or ends early
     */
    void read(byte[] row) throws BadImageException {
        for (int x = 0; x < row.length; x++) {
            while (pixelCount == 0) {
                decode(code());
            }
            row[x] = pixels[--pixelCount];
        }
    }

    private int code() throws BadImageException {
        while (buffered < bits) {
            if (blockLeft == 0) {
                blockLeft = at < gif.length ? gif[at++] & 0xFF : 0;
            }
            if (blockLeft == 0 || at == gif.length) {
                throw truncated();
            }
            buffer |= (gif[at++] & 0xFF) << buffered;
            buffered += 8;
            blockLeft--;
        }
        int code = buffer & ((1 << bits) - 1);
        buffer >>>= bits;
        buffered -= bits;
        return code;
    }

    private void decode(int code) throws BadImageException {
        if (code == clear) {
            reset();
            return;
        }
        if (code == clear + 1) {
            throw truncated();
        }
        if (code > next || (code >= clear && previous == NONE)) {
            throw unreadable("the GIF data has code " + code + "; the highest possible is " + next);
        }
        int from = code;
        if (code == next) {
            // The code that is being defined: the previous pixels and the first of them again.
            pixels[pixelCount++] = firstPixel;
            from = previous;
        }
        for (; from >= clear; from = prefix[from]) {
            pixels[pixelCount++] = last[from];
        }
        pixels[pixelCount++] = last[from];
        firstPixel = last[from];
        if (previous != NONE && next < 1 << MAX_BITS) {
            prefix[next] = previous;
            last[next] = firstPixel;
            next++;
            if (next == 1 << bits && bits < MAX_BITS) {
                bits++;
            }
        }
        previous = code;
    }
}
