package io.pawstream.vision.image;

/** Reads the codes of a GIF's first frame without making pixels of them. */
final class GifCodes {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int MAX_BITS = 12;

    private final byte[] gif;
    private int at;

    private GifCodes(byte[] gif) {
        this.gif = gif;
    }

    /** How often the first frame empties its table of codes; 0 if the file ends before the frame does. */
    static int tableResets(byte[] gif) {
        try {
            return new GifCodes(gif).countResets();
        } catch (IndexOutOfBoundsException e) {
            return 0;
        }
    }

    private int countResets() {
        at = 10;
        at += 3 + colourTable(gif[at]);
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
        at += 10 + colourTable(gif[at + 9]);
        int fewestBits = gif[at++];
        return fewestBits < 2 || fewestBits >= MAX_BITS ? 0 : countResets(fewestBits);
    }

    /** The table grows by one with each code, and the codes by one bit when it is full; GIF89a, appendix F. */
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
                    // OpenCV empties its table at the end code (clear + 1) too, and goes on.
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

    /** Bytes of the colour table that follows a byte of flags. */
    private static int colourTable(byte flags) {
        return flags < 0 ? 3 << ((flags & 7) + 1) : 0;
    }
}
