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
 * Damaged images through the decoder, in a process of their own. {@code -Dhostile.count=200000} makes it the long
 * form, {@code -Dhostile.seed=2} another one.
 */
@Tag("slow")
class HostileImagesTest {

    private static final long COUNT = Long.getLong("hostile.count", 5_000);
    private static final long SEED = Long.getLong("hostile.seed", 1);

    /** From here on the resident memory is no longer that of a process that is starting. */
    private static final long LONG_RUN = 50_000;

    @Test
    void noDamagedImageHarmsTheDecoder() throws Exception {
        HostileRun run = new HostileRun(SEED, Path.of("target", "hostile"));
        List<String> faults = run.run(COUNT);
        System.out.println(run.table());
        assertThat(faults).isEmpty();

        for (Format format : Format.values()) {
            assertThat(run.ledger().decoded(format))
                    .as("decoded images of " + format + ", as a sign that damage reaches the pixels")
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
        if (COUNT >= LONG_RUN) {
            assertThat(run.ledger().residentLate() - run.ledger().residentEarly())
                    .as("growth of the resident memory in bytes")
                    .isLessThan(100 << 20);
        }
    }
}
