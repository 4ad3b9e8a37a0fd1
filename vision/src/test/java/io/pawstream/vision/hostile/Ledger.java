package io.pawstream.vision.hostile;

import io.pawstream.vision.hostile.Seed.Format;
import io.pawstream.vision.image.DecodeFailure;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A memory-mapped file in which the child counts; the parent reads it even after the child crashed. */
final class Ledger {

    private static final List<Format> FORMATS = List.of(Format.values());
    private static final List<DecodeFailure> FAILURES = List.of(DecodeFailure.values());
    private static final int RESULTS = 1 + FAILURES.size();
    private static final int NUMBER = 0;
    private static final int RESIDENT_EARLY = 1;
    private static final int RESIDENT_LATE = 2;
    private static final int SLOWEST = 3;
    private static final int SLOWEST_NANOS = 4;
    private static final int PEAK = 5;
    private static final int COUNTS = 6;

    private final LongBuffer values;

    Ledger(Path file) throws IOException {
        long bytes = Long.BYTES * (COUNTS + (long) FORMATS.size() * RESULTS);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            values = channel.map(MapMode.READ_WRITE, 0, bytes).asLongBuffer();
        }
    }

    void begin(long number) {
        values.put(NUMBER, number);
    }

    /** Returns the number of the image that is being decoded. */
    long number() {
        return values.get(NUMBER);
    }

    /** Records the CPU time of an image. */
    void cpuTime(long number, long nanos) {
        if (nanos > slowestNanos()) {
            values.put(SLOWEST, number).put(SLOWEST_NANOS, nanos);
        }
    }

    long slowest() {
        return values.get(SLOWEST);
    }

    long slowestNanos() {
        return values.get(SLOWEST_NANOS);
    }

    void residentEarly(long bytes) {
        values.put(RESIDENT_EARLY, bytes);
    }

    long residentEarly() {
        return values.get(RESIDENT_EARLY);
    }

    void residentLate(long bytes) {
        values.put(RESIDENT_LATE, bytes);
    }

    long residentLate() {
        return values.get(RESIDENT_LATE);
    }

    /** Records the highest resident memory of the process so far. */
    void peak(long bytes) {
        values.put(PEAK, Math.max(bytes, peak()));
    }

    long peak() {
        return values.get(PEAK);
    }

    void count(Format format, DecodeResult result) {
        int at = result instanceof Failed failed ? failedAt(format, failed.failure()) : decodedAt(format);
        values.put(at, values.get(at) + 1);
    }

    long decoded(Format format) {
        return values.get(decodedAt(format));
    }

    long failed(Format format, DecodeFailure failure) {
        return values.get(failedAt(format, failure));
    }

    private static int decodedAt(Format format) {
        return COUNTS + FORMATS.indexOf(format) * RESULTS;
    }

    private static int failedAt(Format format, DecodeFailure failure) {
        return decodedAt(format) + 1 + FAILURES.indexOf(failure);
    }
}
