package io.pawstream.vision.image;

import static io.pawstream.vision.image.DecodeFailure.TRUNCATED;
import static io.pawstream.vision.image.DecodeFailure.UNREADABLE;

import io.pawstream.vision.image.DecodeResult.Failed;
import java.util.Optional;

/** Finds small files that would take minutes or gigabytes to decode, and that no encoder writes. */
final class HiddenWork {

    /** Each scan is a pass over all pixels. Encoders write 10, or 24 for four channels. */
    private static final int MAX_SCANS = 64;

    /**
     * A reset of a GIF's table of codes takes 3 bits of the file and OpenCV 10 µs. Encoders write one for 4,000 codes, or, to
     * go without compression, one for 126 pixels.
     */
    private static final int MAX_TABLE_RESETS = 100_000;

    private HiddenWork() {}

    /** Why a file is refused without being decoded; or nothing. */
    static Optional<Failed> in(byte[] encoded, ImageHeader header) {
        return switch (header.format()) {
            case JPEG ->
                header.severalScans()
                        ? excess(JpegScan.count(encoded, header.dataOffset()), MAX_SCANS, "scans")
                        : Optional.empty();
            case GIF -> excess(GifCodes.tableResets(encoded), MAX_TABLE_RESETS, "resets of the table of codes");
            case PNG -> PngChunks.pastEnd(encoded).map(length -> pastEnd(length, encoded.length));
            case BMP, WEBP -> Optional.empty();
        };
    }

    private static Optional<Failed> excess(int count, int limit, String what) {
        return count <= limit
                ? Optional.empty()
                : Optional.of(new Failed(UNREADABLE, count + " " + what + "; at most " + limit + " are allowed"));
    }

    /** OpenCV allocates a whole chunk, of up to 4 GB, before it finds out that the file is shorter. */
    private static Failed pastEnd(long chunkBytes, int fileBytes) {
        return new Failed(TRUNCATED, "a chunk of " + chunkBytes + " bytes in a file of " + fileBytes);
    }
}
