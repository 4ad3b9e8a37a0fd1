package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    /** Close to the overflow, which System.nanoTime may reach. */
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 500);

    private final RateLimit limit = new RateLimit(1_000, nanoTime::get);

    @Test
    void permitsOneEventPerInterval() {
        assertThat(limit.tryAcquire()).isTrue();
        assertThat(limit.tryAcquire()).isFalse();
        nanoTime.addAndGet(999);
        assertThat(limit.tryAcquire()).isFalse();
        nanoTime.addAndGet(1);
        assertThat(limit.tryAcquire()).isTrue();
        assertThat(limit.tryAcquire()).isFalse();
    }

    @Test
    void doesNotSaveUpPermits() {
        nanoTime.addAndGet(10_000);
        assertThat(limit.tryAcquire()).isTrue();
        assertThat(limit.tryAcquire()).isFalse();
    }

    @Test
    void permitsOneOfSeveralThreads() {
        long permits = IntStream.range(0, 1_000)
                .parallel()
                .filter(i -> limit.tryAcquire())
                .count();
        assertThat(permits).isEqualTo(1);
    }
}
