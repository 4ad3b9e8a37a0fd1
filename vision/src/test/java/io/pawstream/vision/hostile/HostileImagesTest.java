package io.pawstream.vision.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.vision.hostile.Seed.Format;
import io.pawstream.vision.image.DecodeFailure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Decodes damaged images in a separate process. {@code -Dhostile.count=200000} decodes more of them, {@code
 * -Dhostile.seed=2} different ones.
 */
@Tag("slow")
class HostileImagesTest {

    private static final long COUNT = Long.getLong("hostile.count", 5_000);
    private static final long SEED = Long.getLong("hostile.seed", 1);

    /** Heap of 256 MiB, JVM and libraries, and an image of 50 megapixels in the format that takes the most memory. */
    private static final long MAX_PEAK_BYTES = (256 << 20) + 200_000_000L + 11 * 50_000_000L + (64 << 20);

    /** Number of images from which on resident memory is stable. */
    private static final long STABLE_MEMORY_COUNT = 50_000;

    @Test
    void noDamagedImageHarmsTheDecoder() throws Exception {
        HostileRun run = new HostileRun(SEED, Path.of("target", "hostile"));
        List<String> failures = run.run(COUNT);
        System.out.println(run.table());
        assertThat(failures).isEmpty();

        for (Format format : Format.values()) {
            assertThat(run.ledger().decoded(format))
                    .as("decoded images of " + format + ", which shows that damage reaches the pixels")
                    .isBetween(COUNT / 100, COUNT / 6);
        }
        for (DecodeFailure failure : List.of(
                DecodeFailure.UNSUPPORTED_FORMAT,
                DecodeFailure.TOO_MANY_BYTES,
                DecodeFailure.TOO_MANY_PIXELS,
                DecodeFailure.TRUNCATED,
                DecodeFailure.UNREADABLE)) {
            assertThat(Arrays.stream(Format.values())
                            .mapToLong(format -> run.ledger().failed(format, failure))
                            .sum())
                    .as(failure.word())
                    .isPositive();
        }
        assertThat(run.ledger().peak()).as("peak of resident memory in bytes").isLessThan(MAX_PEAK_BYTES);
        if (COUNT >= STABLE_MEMORY_COUNT) {
            assertThat(run.ledger().residentLate() - run.ledger().residentEarly())
                    .as("growth of resident memory in bytes")
                    .isLessThan(100 << 20);
        }
    }
}
