package io.pawstream.vision.image;

import static io.pawstream.vision.image.DecodeFailure.TRUNCATED;
import static io.pawstream.vision.image.DecodeFailure.UNREADABLE;

import io.pawstream.vision.image.DecodeResult.Failed;
import java.util.Optional;

/** Detects small files that would take minutes or gigabytes to decode and that no encoder writes. */
final class HiddenWork {

    /** Every scan is a pass over all pixels. Encoders write up to 10 scans, or 24 for four channels. */
    private static final int MAX_SCANS = 64;

    /**
     * A reset of the code table takes 3 bits in a GIF and 10 µs in OpenCV. Encoders write one reset per 4,000 codes, or
     * one per 126 pixels for uncompressed images.
     */
    private static final int MAX_TABLE_RESETS = 100_000;

    private HiddenWork() {}

    /** {@return why a file must not be decoded; empty if it may be} */
    static Optional<Failed> in(byte[] encoded, ImageHeader header) {
        return switch (header.format()) {
            case JPEG ->
                header.severalScans()
                        ? excess(JpegScan.count(encoded, header.dataOffset()), MAX_SCANS, "scans")
                        : Optional.empty();
            case GIF -> excess(GifCodes.tableResets(encoded), MAX_TABLE_RESETS, "resets of the code table");
            case PNG -> PngChunks.pastEnd(encoded).map(length -> pastEnd(length, encoded.length));
            case BMP, WEBP -> Optional.empty();
        };
    }

    private static Optional<Failed> excess(int count, int limit, String what) {
        return count <= limit
                ? Optional.empty()
                : Optional.of(new Failed(UNREADABLE, count + " " + what + "; at most " + limit + " are allowed"));
    }

    /** OpenCV allocates the stated length of a chunk, up to 4 GB, before it detects that the file is shorter. */
    private static Failed pastEnd(long chunkBytes, int fileBytes) {
        return new Failed(TRUNCATED, "chunk of " + chunkBytes + " bytes in a file of " + fileBytes + " bytes");
    }
}
