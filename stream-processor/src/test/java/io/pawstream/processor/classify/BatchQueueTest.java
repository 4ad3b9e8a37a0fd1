package io.pawstream.processor.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.model.FakeNetwork;
import io.pawstream.processor.model.ServedModel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchQueueTest {

    private final BatchQueue queue = new BatchQueue(3, 2, 0.5);
    private final ServedModel model = new FakeNetwork().model("a");
    private final ServedModel other = new FakeNetwork().model("b");
    private final BlockingQueue<BatchQueue.Work> taken = new LinkedBlockingQueue<>();
    private final Thread session = new Thread(this::takeAll);

    @BeforeEach
    void start() {
        session.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        queue.close();
        session.join();
    }

    @Test
    void takesWhatIsThereWhileADecodingThreadIsIdle() throws InterruptedException {
        queue.begun();
        add(model);
        assertThat(taken.take().batch()).hasSize(1);
        queue.ended();
    }

    @Test
    void waitsForAFullBatchWhileAllDecodingThreadsAreBusy() throws InterruptedException {
        queue.begun();
        queue.begun();
        add(model);
        add(model);
        assertThat(taken.poll(100, TimeUnit.MILLISECONDS)).isNull();
        add(model);
        assertThat(taken.take().batch()).hasSize(3);
        add(model);
        assertThat(taken.poll(100, TimeUnit.MILLISECONDS)).isNull();
        queue.ended();
        assertThat(taken.take().batch()).hasSize(1);
        queue.ended();
    }

    @Test
    void aFullBatchOfOneModelLetsThatGoFirstWhichHasWaitedLonger() throws InterruptedException {
        queue.begun();
        queue.begun();
        add(other);
        for (int i = 0; i < 3; i++) {
            add(model);
        }
        assertThat(taken.take().batch()).extracting(Picture::model).containsExactly(other);
        assertThat(taken.take().batch()).extracting(Picture::model).containsExactly(model, model, model);
        queue.ended();
        queue.ended();
    }

    @Test
    void spareTasksWaitUntilNothingIsDecoded() throws InterruptedException {
        queue.begun();
        assertThat(queue.addSpare(() -> {})).isTrue();
        assertThat(taken.poll(100, TimeUnit.MILLISECONDS)).isNull();
        queue.ended();
        assertThat(taken.take().spare()).isNotNull();
    }

    @Test
    void aSpareTaskIsFollowedByARestInWhichPicturesAreTaken() throws InterruptedException {
        assertThat(queue.addSpare(BatchQueueTest::forOneSecond)).isTrue();
        assertThat(queue.addSpare(() -> {})).isTrue();
        taken.take().spare().run();
        add(model);
        assertThat(taken.take().batch()).hasSize(1);
        assertThat(taken.poll(500, TimeUnit.MILLISECONDS)).isNull();
        assertThat(taken.take().spare()).isNotNull();
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
        assertThat(queue.addSpare(() -> {})).isTrue();
        assertThat(queue.addSpare(() -> {})).isTrue();
        Runnable first = taken.take().spare();
        assertThat(taken.poll(100, TimeUnit.MILLISECONDS)).isNull();
        first.run();
        assertThat(taken.take().spare()).isNotNull();
    }

    @Test
    void whatWaitsWhenItIsClosedIsStillTaken() throws InterruptedException {
        queue.begun();
        queue.begun();
        add(model);
        queue.close();
        assertThat(taken.take().batch()).hasSize(1);
    }

    private void add(ServedModel of) {
        assertThat(queue.add(new Picture(null, null, of, -1, null, 0, 0, 0, null)))
                .isTrue();
    }

    private void takeAll() {
        try {
            for (BatchQueue.Work work = queue.take(); work != null; work = queue.take()) {
                taken.add(work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
