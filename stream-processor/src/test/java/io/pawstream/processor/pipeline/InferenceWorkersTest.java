package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.selection.Selection;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.TestPngs;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InferenceWorkersTest {

    private record Death(Thread thread, Throwable failure) {}

    private final WorkQueue queue = TestPipeline.queue();
    private final ModelFailure failure = new ModelFailure(Duration.ofSeconds(1), Duration.ofSeconds(1));
    private final ModelCache cache = new ModelCache(name -> new FakeNetwork().model(name), 1);
    private final ModelSelector selector = new ModelSelector(cache, Selection.of("default"));
    private final ImagePipeline pipeline =
            new ImagePipeline(selector, TestPipeline.NO_REFERENCES, queue, new DecodeMemory(1), Deadlines.none());
    private final AtomicInteger made = new AtomicInteger();
    private final CompletableFuture<Death> death = new CompletableFuture<>();
    private InferenceWorkers workers;

    @AfterEach
    void close() {
        if (workers != null) {
            workers.close();
        }
        cache.close();
    }

    @Test
    void needsAtLeastOneThread() {
        for (int count : new int[] {0, -1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> start(count, InferenceListener.NONE))
                    .withMessage("inference workers: " + count + "; at least 1 is required");
        }
        assertThat(made).hasValue(0);
    }

    @Test
    void eachThreadHasItsOwnWorker() throws InterruptedException {
        start(3, InferenceListener.NONE);
        assertThat(made).hasValue(3);
        CountDownLatch meeting = new CountDownLatch(3);
        Set<String> names = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 3; i++) {
            queue.addStep(() -> {
                names.add(Thread.currentThread().getName());
                meeting.countDown();
                await(meeting);
            });
        }
        await(meeting);
        assertThat(names)
                .containsExactlyInAnyOrder("pawstream-inference-1", "pawstream-inference-2", "pawstream-inference-3");
    }

    @Test
    void aThreadThatDiesIsReported() throws Exception {
        start(1, new InferenceListener() {
            @Override
            public void batchInferred(int images) {
                throw new IllegalStateException("a defect");
            }
        });
        CompletableFuture<Result> result = pipeline.submit(TestRequest.of(InferenceWorkersTest::event));
        assertThat(death().thread().getName()).isEqualTo("pawstream-inference-1");
        assertThat(death().failure()).hasMessage("a defect");
        assertThat(result).isNotDone();
    }

    @Test
    void aLackOfMemoryFailsTheImageAndEndsTheThread() throws Exception {
        start(1, InferenceListener.NONE);
        CompletableFuture<Result> result = pipeline.submit(TestRequest.of(() -> {
            throw new OutOfMemoryError("set to fail");
        }));
        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(death().failure()).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void closingEndsTheThreadsOnceTheirWorkIsDone() {
        start(2, InferenceListener.NONE);
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        queue.addStep(() -> {
            pause();
            ran.complete(Thread.currentThread());
        });
        workers.close();
        assertThat(ran).isDone();
        assertThat(ran.join().isAlive()).isFalse();
        assertThat(death).isNotDone();
    }

    private void start(int count, InferenceListener inferences) {
        workers = new InferenceWorkers(
                count,
                queue,
                failure,
                () -> {
                    made.incrementAndGet();
                    return new InferenceWorker(
                            queue, selector, failure, inferences, TestPipeline.NO_SAMPLES, TestPipeline.TOP);
                },
                (thread, cause) -> death.complete(new Death(thread, cause)));
    }

    /** Waits with a limit: the timeout of a test does not end {@code join}. */
    private Death death() throws Exception {
        return death.get(10, TimeUnit.SECONDS);
    }

    private static ImageEvent event() {
        return new ImageEvent("id", "test", null, null, null, null, null, null, TestPngs.red(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
