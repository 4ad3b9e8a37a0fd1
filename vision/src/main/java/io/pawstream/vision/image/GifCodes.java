package io.pawstream.vision.image;

/** Reads the LZW codes of the first frame of a GIF without decoding pixels. */
final class GifCodes {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int MAX_BITS = 12;

    private final byte[] gif;
    private int at;

    private GifCodes(byte[] gif) {
        this.gif = gif;
    }

    /** {@return how many times the first frame resets its code table; 0 if the file ends within the frame} */
    static int tableResets(byte[] gif) {
        try {
            return new GifCodes(gif).countResets();
        } catch (IndexOutOfBoundsException e) {
            return 0;
        }
    }

    private int countResets() {
        at = 10;
        at += 3 + colorTable(gif[at]);
        while (gif[at] == EXTENSION) {
            at += 2;
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 0xFF);
            }
            at++;
        }
        if (gif[at] != IMAGE) {
            return 0;
        }
        at += 10 + colorTable(gif[at + 9]);
        int fewestBits = gif[at++];
        return fewestBits < 2 || fewestBits >= MAX_BITS ? 0 : countResets(fewestBits);
    }

    /** Each code adds one table entry; codes grow by one bit when the table is full. See GIF89a, appendix F. */
    private int countResets(int fewestBits) {
        int clear = 1 << fewestBits;
        int bits = fewestBits + 1;
        int tableSize = clear + 1;
        int resets = 0;
        int held = 0;
        int buffer = 0;
        for (int left = gif[at++] & 0xFF; left > 0; left = gif[at++] & 0xFF) {
            for (; left > 0; left--) {
                buffer |= (gif[at++] & 0xFF) << held;
                held += 8;
                while (held >= bits) {
                    int code = buffer & ((1 << bits) - 1);
                    buffer >>>= bits;
                    held -= bits;
                    // OpenCV also resets its table at the end code (clear + 1), and continues.
                    if (code == clear || code == clear + 1) {
                        resets++;
                        bits = fewestBits + 1;
                        tableSize = clear + 1;
                    } else if (tableSize < 1 << MAX_BITS && ++tableSize == 1 << bits && bits < MAX_BITS) {
                        bits++;
                    }
                }
            }
        }
        return resets;
    }

    /** {@return the size in bytes of the color table that the flags announce} */
    private static int colorTable(byte flags) {
        return flags < 0 ? 3 << ((flags & 7) + 1) : 0;
    }
}
