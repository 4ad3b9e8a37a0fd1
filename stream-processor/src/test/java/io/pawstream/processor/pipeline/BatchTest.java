package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the pipeline orders its work: images in batches, and spare tasks. */
@Timeout(30)
class BatchTest extends ImagePipelineFixture {

    @Test
    void batchesTheImagesThatWaitForABusyWorkerUpToTheMaximum() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        List<CompletableFuture<Result>> waiting = new ArrayList<>();
        for (int red = 20; red < 26; red++) {
            waiting.add(submit(red));
        }
        network.permits.release(1_000);
        classified(busy);
        for (int i = 0; i < waiting.size(); i++) {
            assertThat(dog(classified(waiting.get(i)))).isEqualTo((20 + i) / 255f);
        }
        assertThat(network.batches).containsExactly(1, 1, 4, 2);
        assertThat(inferences.images).hasValue(8);
    }

    @Test
    void neverMixesModelsInABatch() throws InterruptedException {
        classified(submit(1));
        classified(submit(1, "other"));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        List<CompletableFuture<Result>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(submit(20, null));
            waiting.add(submit(30, "other"));
        }
        network.permits.release(1_000);
        classified(busy);
        for (int i = 0; i < 6; i++) {
            assertThat(classified(waiting.get(i)).card().name()).isEqualTo(i % 2 == 0 ? "default" : "other");
        }
        assertThat(other.batches).containsExactly(1, 3);
        assertThat(network.batches).containsExactly(1, 1, 3);
    }

    @Test
    void dropsWorkThatIsCancelledBeforeItStarts() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        CompletableFuture<Result> cancelled = submit(20);
        cancelled.cancel(false);
        network.permits.release(1_000);
        classified(busy);
        classified(submit(30));
        assertThat(network.batches).containsExactly(1, 1, 1);
    }

    @Test
    void spareTasksRunOnlyWhenNoImageWaits() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        CompletableFuture<Integer> inferredBefore = new CompletableFuture<>();
        assertThat(queue.addSpare(() -> inferredBefore.complete(inferences.predictions.size())))
                .isTrue();
        List<CompletableFuture<Result>> waiting = new ArrayList<>();
        for (int red = 20; red < 26; red++) {
            waiting.add(submit(red));
        }
        network.permits.release(1_000);
        classified(busy);
        waiting.forEach(BatchTest::classified);
        assertThat(inferredBefore.join()).isEqualTo(8);
    }

    @Test
    void limitsTheSpareTasksThatWait() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        var unused = submit(10);
        awaitWaitingForPermit();
        int taken = 0;
        while (queue.addSpare(() -> {})) {
            taken++;
        }
        assertThat(taken).isEqualTo(64);
    }
}
