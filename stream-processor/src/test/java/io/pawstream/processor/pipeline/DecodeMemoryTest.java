package io.pawstream.processor.pipeline;

import static io.pawstream.processor.pipeline.DecodeMemory.SMALL_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DecodeMemoryTest {

    private static final long MAX = 100_000_000;
    private static final long LARGE = 40_000_000;

    private final DecodeMemory memory = new DecodeMemory(MAX);
    private final List<String> started = new ArrayList<>();

    @Test
    void largeImagesWaitInTheirOrder() {
        assertThat(reserve(LARGE, "a")).isTrue();
        assertThat(reserve(LARGE, "b")).isTrue();
        assertThat(reserve(LARGE, "c")).isFalse();
        assertThat(memory.reservedBytes()).isEqualTo(2 * LARGE);
        assertThat(reserve(10_000_000, "d")).as("does not overtake").isFalse();
        memory.release(LARGE);
        assertThat(started).containsExactly("c", "d");
    }

    @Test
    void smallImagesNeverWait() {
        assertThat(reserve(MAX, "a")).isTrue();
        assertThat(reserve(LARGE, "b")).isFalse();
        assertThat(reserve(SMALL_BYTES, "small")).isTrue();
        memory.release(SMALL_BYTES);
        assertThat(started).isEmpty();
        memory.release(MAX);
        assertThat(started).containsExactly("b");
    }

    @Test
    void anImageThatExceedsTheMemoryIsDecodedAlone() {
        assertThat(reserve(LARGE, "a")).isTrue();
        assertThat(reserve(2 * MAX, "huge")).isFalse();
        assertThat(reserve(LARGE, "b")).isFalse();
        memory.release(LARGE);
        assertThat(started).containsExactly("huge");
        memory.release(2 * MAX);
        assertThat(started).containsExactly("huge", "b");
    }

    @Test
    void eightThreadsNeverExceedTheMemoryAndAllFinish() throws InterruptedException {
        int images = 2_000;
        AtomicLong used = new AtomicLong();
        AtomicLong peak = new AtomicLong();
        CountDownLatch done = new CountDownLatch(images);
        Random random = new Random(3);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < images; i++) {
                long bytes = SMALL_BYTES + 1 + random.nextInt(80_000_000);
                Runnable decode = () -> {
                    peak.accumulateAndGet(used.addAndGet(bytes), Math::max);
                    used.addAndGet(-bytes);
                    memory.release(bytes);
                    done.countDown();
                };
                threads.execute(() -> {
                    if (memory.reserve(bytes, () -> threads.execute(decode))) {
                        decode.run();
                    }
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS))
                    .as("all images are decoded")
                    .isTrue();
        } finally {
            threads.shutdownNow();
        }
        assertThat(peak.get()).isBetween(MAX / 2, MAX);
    }

    @Test
    void theDefaultIsHalfOfTheMemoryOutsideTheHeap() {
        assertThat(DecodeMemory.defaultBytes(1_536L << 20, 512L << 20)).isEqualTo(512L << 20);
        assertThat(DecodeMemory.defaultBytes(512L << 20, 512L << 20)).isEqualTo(64L << 20);
    }

    @Test
    void rejectsAnInvalidMaximum() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecodeMemory(0))
                .withMessageContaining("decode-memory is 0 bytes; it must be at least 1");
    }

    private boolean reserve(long bytes, String name) {
        return memory.reserve(bytes, () -> started.add(name));
    }
}
