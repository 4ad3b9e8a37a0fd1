package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.truncated;

import java.util.Arrays;

/**
 * Decodes the run lengths of a BMP row by row. Pixels that the data skips have index 0, and pixels beyond the last
 * column are dropped.
 */
final class BmpRuns {

    private static final int END_OF_ROW = 0;
    private static final int END_OF_IMAGE = 1;
    private static final int SKIP = 2;

    private final byte[] encoded;
    private final boolean nibbles;
    private final int rows;
    private int at;
    private int row;
    /** Number of rows to skip before more data is read, and the column at which that data starts. */
    private int skippedRows;

    private int startColumn;
    private boolean ended;

    BmpRuns(byte[] encoded, BmpHeader header) {
        this.encoded = encoded;
        this.nibbles = header.bits() == 4;
        this.rows = header.height();
        this.at = (int) Math.min(header.dataOffset(), encoded.length);
    }

    /**
     * Reads the next row.
     *
     * @throws BadImageException if the data ends before the last row and has no mark for the end of the image
     */
    void read(byte[] indexes) throws BadImageException {
        Arrays.fill(indexes, (byte) 0);
        row++;
        if (ended) {
            return;
        }
        if (skippedRows > 0) {
            skippedRows--;
            if (skippedRows > 0) {
                return;
            }
        }
        int x = startColumn;
        startColumn = 0;
        while (at + 1 < encoded.length) {
            int count = encoded[at] & 0xFF;
            int value = encoded[at + 1] & 0xFF;
            at += 2;
            if (count > 0) {
                for (int i = 0; i < count; i++) {
                    put(indexes, x++, nibbles ? nibble(value, i) : value);
                }
            } else if (value == END_OF_ROW) {
                return;
            } else if (value == END_OF_IMAGE) {
                ended = true;
                return;
            } else if (value == SKIP) {
                if (at + 1 >= encoded.length) {
                    break;
                }
                x += encoded[at] & 0xFF;
                skippedRows = encoded[at + 1] & 0xFF;
                at += 2;
                if (skippedRows > 0) {
                    startColumn = x;
                    return;
                }
            } else {
                x = literal(indexes, x, value);
            }
        }
        if (row < rows || x < indexes.length) {
            throw truncated();
        }
    }

    /** Copies indexes that are stored one by one, padded to 16 bits; returns the next column. */
    private int literal(byte[] indexes, int x, int count) throws BadImageException {
        int bytes = nibbles ? (count + 1) / 2 : count;
        if (at + bytes > encoded.length) {
            throw truncated();
        }
        for (int i = 0; i < count; i++) {
            int value = encoded[at + (nibbles ? i / 2 : i)] & 0xFF;
            put(indexes, x + i, nibbles ? nibble(value, i) : value);
        }
        at += bytes + (bytes & 1);
        return x + count;
    }

    private static int nibble(int value, int i) {
        return i % 2 == 0 ? value >> 4 : value & 0xF;
    }

    private static void put(byte[] indexes, int x, int value) {
        if (x < indexes.length) {
            indexes[x] = (byte) value;
        }
    }
}
