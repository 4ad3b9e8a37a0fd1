package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.unreadable;

/** Reverses the filters of the rows of one pass: each byte is stored as the difference to a prediction. */
final class PngFilter {

    private final int distance;
    private final byte[] stored;
    private byte[] above;
    private byte[] row;

    /**
     * Creates a filter for the first row.
     *
     * @param rowBytes bytes of a row
     * @param distance bytes of a pixel, which is the distance to the byte on the left
     */
    PngFilter(int rowBytes, int distance) {
        this.distance = distance;
        this.stored = new byte[1 + rowBytes];
        this.above = new byte[rowBytes];
        this.row = new byte[rowBytes];
    }

    /**
     * Reads the next row.
     *
     * @return its bytes, valid until the next call
     * @throws BadImageException if the data is damaged or ends early
     */
    byte[] next(PngData data) throws BadImageException {
        data.read(stored, stored.length);
        byte[] previous = row;
        row = above;
        above = previous;
        switch (stored[0]) {
            case 0 -> System.arraycopy(stored, 1, row, 0, row.length);
            case 1 -> sub(stored, row, distance);
            case 2 -> up(stored, above, row);
            case 3 -> average(stored, above, row, distance);
            case 4 -> paeth(stored, above, row, distance);
            default -> throw unreadable("filter " + (stored[0] & 0xFF) + " of a row; PNG defines 0 to 4");
        }
        return row;
    }

    private static void sub(byte[] stored, byte[] row, int distance) {
        int first = Math.min(distance, row.length);
        System.arraycopy(stored, 1, row, 0, first);
        for (int i = first; i < row.length; i++) {
            row[i] = (byte) (stored[i + 1] + row[i - distance]);
        }
    }

    private static void up(byte[] stored, byte[] above, byte[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = (byte) (stored[i + 1] + above[i]);
        }
    }

    private static void average(byte[] stored, byte[] above, byte[] row, int distance) {
        for (int i = 0; i < row.length; i++) {
            int left = i < distance ? 0 : row[i - distance] & 0xFF;
            row[i] = (byte) (stored[i + 1] + ((left + (above[i] & 0xFF)) >> 1));
        }
    }

    private static void paeth(byte[] stored, byte[] above, byte[] row, int distance) {
        int first = Math.min(distance, row.length);
        for (int i = 0; i < first; i++) {
            row[i] = (byte) (stored[i + 1] + above[i]);
        }
        for (int i = first; i < row.length; i++) {
            int left = row[i - distance] & 0xFF;
            int up = above[i] & 0xFF;
            int corner = above[i - distance] & 0xFF;
            int toLeft = Math.abs(up - corner);
            int toUp = Math.abs(left - corner);
            int toCorner = Math.abs(left + up - 2 * corner);
            int nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
            row[i] = (byte) (stored[i + 1] + nearest);
        }
    }
}
