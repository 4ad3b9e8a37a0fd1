package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.SelectedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkQueueTest {

    private final WorkQueue queue = new WorkQueue(3, 1, 0.5);
    private final LoadedModel model = new FakeNetwork().model("a");
    private final LoadedModel other = new FakeNetwork().model("b");
    private final BlockingQueue<WorkQueue.Work> taken = new LinkedBlockingQueue<>();
    private final Thread worker = new Thread(this::takeAll);

    @AfterEach
    void close() throws InterruptedException {
        queue.close();
        if (worker.isAlive()) {
            worker.join();
        }
    }

    @Test
    void handsOutAPartialBatchWithoutWaiting() throws InterruptedException {
        worker.start();
        add(model);
        assertThat(taken.take().batch()).hasSize(1);
    }

    @Test
    void aBatchIsFullAtTheLimitOfItsModel() throws InterruptedException {
        FakeNetwork network = new FakeNetwork();
        network.maxBatch = 2;
        LoadedModel small = network.model("small");
        for (int i = 0; i < 3; i++) {
            queue.addStep(() -> add(small));
        }
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            WorkQueue.Work work = queue.take();
            if (work.task() != null) {
                work.task().run();
            } else {
                queue.batchEnded();
            }
            sizes.add(work.batch().size());
        }
        assertThat(sizes).containsExactly(0, 0, 2, 0, 1);
    }

    @Test
    void stepsFillABatchBeforeItIsTaken() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            queue.addStep(() -> add(model));
        }
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            WorkQueue.Work work = queue.take();
            if (work.task() != null) {
                work.task().run();
            } else {
                queue.batchEnded();
            }
            sizes.add(work.batch().size());
        }
        assertThat(sizes).containsExactly(0, 0, 0, 3, 0, 1);
    }

    @Test
    void aBatchIsFullWithAnEqualShareForEachParallelBatch() throws InterruptedException {
        WorkQueue shared = new WorkQueue(3, 2, 0.5);
        for (int i = 0; i < 4; i++) {
            assertThat(shared.add(image(model))).isTrue();
        }
        assertThat(shared.take().batch()).hasSize(2);
        assertThat(shared.take().batch()).hasSize(1);
        shared.batchEnded();
        for (int i = 0; i < 8; i++) {
            assertThat(shared.add(image(model))).isTrue();
        }
        assertThat(shared.take().batch()).as("at most the maximum").hasSize(3);
    }

    @Test
    void preparesImagesWhileTheOnlyParallelBatchRuns() throws InterruptedException {
        add(model);
        assertThat(queue.take().batch()).hasSize(1);
        add(model);
        queue.addStep(() -> add(model));
        queue.take().task().run();
        worker.start();
        assertThat(taken.poll(100, TimeUnit.MILLISECONDS))
                .as("the first batch runs")
                .isNull();
        queue.batchEnded();
        assertThat(taken.take().batch()).hasSize(2);
    }

    @Test
    void aClosedQueueReleasesWorkersThatWaitForABatch() throws InterruptedException {
        add(model);
        assertThat(queue.take().batch()).hasSize(1);
        add(model);
        worker.start();
        Thread second = new Thread(this::takeAll);
        second.start();
        queue.close();
        queue.batchEnded();
        worker.join();
        second.join();
        assertThat(taken).singleElement().satisfies(work -> assertThat(work.batch())
                .hasSize(1));
    }

    @Test
    void servesTheLongestWaitingModelFirstEvenIfAnotherHasAFullBatch() throws InterruptedException {
        queue.addStep(() -> {});
        add(other);
        for (int i = 0; i < 3; i++) {
            add(model);
        }
        assertThat(queue.take().batch()).extracting(PendingImage::model).containsExactly(other);
        queue.batchEnded();
        assertThat(queue.take().batch()).extracting(PendingImage::model).containsExactly(model, model, model);
    }

    @Test
    void spareTasksWaitUntilNothingIsDecoded() throws InterruptedException {
        queue.addStep(() -> {});
        assertThat(queue.addSpare(() -> {})).isTrue();
        WorkQueue.Work step = queue.take();
        worker.start();
        assertThat(taken.poll(100, TimeUnit.MILLISECONDS)).isNull();
        step.task().run();
        assertThat(taken.take().task()).isNotNull();
    }

    @Test
    void aPauseWithoutSpareTasksFollowsEachInWhichImagesAreTaken() throws InterruptedException {
        worker.start();
        assertThat(queue.addSpare(WorkQueueTest::forOneSecond)).isTrue();
        assertThat(queue.addSpare(() -> {})).isTrue();
        taken.take().task().run();
        add(model);
        assertThat(taken.take().batch()).hasSize(1);
        assertThat(taken.poll(500, TimeUnit.MILLISECONDS)).isNull();
        assertThat(taken.take().task()).isNotNull();
    }

    private static void forOneSecond() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneSpareTaskRunsAtATime() throws InterruptedException {
        worker.start();
        assertThat(queue.addSpare(() -> {})).isTrue();
        assertThat(queue.addSpare(() -> {})).isTrue();
        Runnable first = taken.take().task();
        assertThat(taken.poll(100, TimeUnit.MILLISECONDS)).isNull();
        first.run();
        assertThat(taken.take().task()).isNotNull();
    }

    @Test
    void aClosedQueueHandsOutWhatItHoldsAndTakesNothingMore() throws InterruptedException {
        queue.addStep(() -> {});
        add(model);
        queue.close();
        assertThat(queue.take().task()).isNotNull();
        assertThat(queue.take().batch()).hasSize(1);
        assertThat(queue.take()).isNull();
        assertThatThrownBy(() -> queue.addStep(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(queue.addSpare(() -> {})).isFalse();
        assertThat(queue.add(image(model))).isFalse();
    }

    @Test
    void aClosedQueueDropsItsSpareTasks() throws InterruptedException {
        assertThat(queue.addSpare(() -> {})).isTrue();
        queue.close();
        assertThat(queue.take()).isNull();
    }

    @Test
    void rejectsInvalidLimits() {
        for (double share : new double[] {0, -0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new WorkQueue(3, 1, share))
                    .withMessageContaining("is " + share);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkQueue(0, 1, 0.5))
                .withMessageContaining("0; at least 1");
    }

    private void add(LoadedModel of) {
        assertThat(queue.add(image(of))).isTrue();
    }

    private static PendingImage image(LoadedModel of) {
        return new PendingImage(null, new SelectedModel(of, -1), null, null, null);
    }

    private void takeAll() {
        try {
            for (WorkQueue.Work work = queue.take(); work != null; work = queue.take()) {
                taken.add(work);
                if (work.task() == null) {
                    queue.batchEnded();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
