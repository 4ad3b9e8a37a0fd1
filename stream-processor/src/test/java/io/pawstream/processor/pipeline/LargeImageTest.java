package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.processor.fetch.FetchResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images whose memory is not available yet. */
@Timeout(60)
class LargeImageTest extends ImagePipelineFixture {

    private static final long OTHER_BYTES = 100_000_000;

    private final AtomicInteger releasedSlots = new AtomicInteger();

    @Test
    void aLargeImageWaitsForMemoryWithoutBlockingTheOnlyWorker() throws IOException {
        assertThat(pipeline.memory().reserve(OTHER_BYTES, () -> {})).isTrue();
        byte[] large = large();
        CompletableFuture<Result> first = submit(() -> event(large, null));
        CompletableFuture<Result> second = submit(() -> event(large, "other"));
        for (int red = 0; red < 20; red++) {
            classified(submit(red));
        }
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        pipeline.memory().release(OTHER_BYTES);
        classified(first);
        classified(second);
    }

    @Test
    void aWaitingImageThatIsCancelledReleasesEverything() throws Exception {
        assertThat(pipeline.memory().reserve(OTHER_BYTES, () -> {})).isTrue();
        byte[] large = large();
        CompletableFuture<Result> cancelled =
                submit(() -> new ImageEvent("id", "test", null, null, null, null, "cat", null, new byte[0]));
        while (!fetches.containsKey("cat")) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        fetches.get("cat").complete(new FetchResult.Fetched(large, releasedSlots::incrementAndGet));
        classified(submit(1));
        CompletableFuture<Result> next = submit(() -> event(large, null));
        classified(submit(2));
        cancelled.cancel(false);
        pipeline.memory().release(OTHER_BYTES);
        classified(next);
        assertThat(releasedSlots).hasValue(1);
        cache.close();
        assertThat(network.closed).as("no lease is left").isTrue();
    }

    @Test
    void aWaitingImageFailsWhenTheServiceShutsDown() throws IOException {
        assertThat(pipeline.memory().reserve(OTHER_BYTES, () -> {})).isTrue();
        byte[] large = large();
        CompletableFuture<Result> waiting = submit(() -> event(large, null));
        classified(submit(1));
        pipeline.close();
        pipeline.memory().release(OTHER_BYTES);
        assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
        cache.close();
        assertThat(network.closed).as("no lease is left").isTrue();
    }

    @Test
    void anImageWhoseModelIsLoadedAfterTheShutdownFails() {
        CountDownLatch closed = new CountDownLatch(1);
        beforeLoad = () -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        CompletableFuture<Result> waiting = submit(1);
        pipeline.close();
        closed.countDown();
        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        cache.close();
        assertThat(network.closed).as("no lease is left").isTrue();
    }

    /** An image that takes 9 MB. */
    static byte[] large() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2_000, 1_500, BufferedImage.TYPE_BYTE_BINARY), "png", out);
        return out.toByteArray();
    }
}
