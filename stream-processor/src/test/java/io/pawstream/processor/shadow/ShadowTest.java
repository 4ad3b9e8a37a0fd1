package io.pawstream.processor.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.TestPngs;
import io.pawstream.processor.pipeline.ImagePipeline;
import io.pawstream.processor.pipeline.ImageRequest;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.TestPipeline;
import io.pawstream.processor.pipeline.WorkQueue;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShadowTest {

    private final FakeNetwork main = new FakeNetwork();
    private final FakeNetwork second = new FakeNetwork();
    private final ModelCache pool = new ModelCache(this::load, 2);
    private final ModelSelector selections = new ModelSelector(pool, Selection.of("main"));
    private final WorkQueue queue = new WorkQueue(4, 1);
    private final BlockingQueue<Classified> published = new LinkedBlockingQueue<>();
    private final Queue<String> compared = new ConcurrentLinkedQueue<>();
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicInteger unpublished = new AtomicInteger();
    private volatile boolean publishFails;
    private final ImagePipeline classifier = new ImagePipeline(
            selections,
            TestPipeline.NO_REFERENCES,
            1,
            queue,
            images -> {},
            new ModelFailure(Duration.ofMillis(1), Duration.ofMillis(1)),
            new Shadow(selections, pool, queue, this::publish, new Metrics()));

    private final class Metrics implements ShadowMetrics {
        @Override
        public void answered(ModelCard card, ModelCard shadow, boolean agrees, double difference) {
            compared.add(card.name() + " " + shadow.name() + " " + agrees + " " + difference);
        }

        @Override
        public void dropped() {
            dropped.incrementAndGet();
        }

        @Override
        public void unpublished() {
            unpublished.incrementAndGet();
        }
    }

    @AfterEach
    void close() {
        main.permits.release(1_000);
        classifier.close();
        pool.close();
    }

    private void publish(ImageRequest image, Classified answer) {
        if (publishFails) {
            throw new KafkaException("no resolvable bootstrap urls");
        }
        published.add(answer);
    }

    private LoadedModel load(String name) {
        return (name.equals("main") ? main : second).model(name);
    }

    private CompletableFuture<Result> submit(int red) {
        byte[] png = TestPngs.red(red);
        return classifier.submit(new ImageRequest(
                null,
                new RecordAddress("images", 0, red),
                () -> new ImageEvent("id-" + red, "test", null, null, null, null, null, null, png)));
    }

    private void select(double share) {
        selections.select(4, new Selection("main", null, new TrafficShare("second", share, null)));
    }

    @Test
    void theShadowModelIsTriedOnTheImagesAndComparedAndChangesNoAnswer() throws InterruptedException {
        select(1);
        Classified answer = (Classified) submit(51).join();
        Classified shadow = published.poll(10, TimeUnit.SECONDS);
        assertThat(answer.card().name()).isEqualTo("main");
        assertThat(shadow.card().name()).isEqualTo("second");
        assertThat(shadow.probability()).isEqualTo(0.2f);
        assertThat(shadow.revision()).isEqualTo(4);
        assertThat(shadow.event().id()).isEqualTo("id-51");
        assertThat(compared).containsExactly("main second true 0.0");
        assertThat(dropped).hasValue(0);
    }

    @Test
    void noShareNoShadow() {
        select(0);
        submit(51).join();
        submit(52).join();
        assertThat(second.batches).isEmpty();
        assertThat(dropped).hasValue(0);
    }

    @Test
    void imagesComeFirstAndWhatIsTooMuchIsDroppedAndCounted() throws InterruptedException {
        select(1);
        submit(1).join();
        published.poll(10, TimeUnit.SECONDS);
        main.permits.drainPermits();
        int images = 80;
        CompletableFuture<?>[] answers = new CompletableFuture<?>[images];
        for (int i = 0; i < images; i++) {
            answers[i] = submit(i);
        }
        main.permits.release(1_000);
        CompletableFuture.allOf(answers).join();
        for (int i = 0; i < images - dropped.get(); i++) {
            assertThat(published.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(main.batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(images + 1);
        assertThat(second.batches).hasSize(images + 1 - dropped.get());
    }

    @Test
    void aShadowModelThatFailsHurtsNothing() throws InterruptedException {
        select(1);
        second.failsOnRed = -2;
        assertThat(submit(51).join()).isInstanceOf(Classified.class);
        while (dropped.get() == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(published).isEmpty();
    }

    @Test
    void anAnswerThatCannotBePublishedHurtsNothing() throws InterruptedException {
        select(1);
        publishFails = true;
        assertThat(submit(51).join()).isInstanceOf(Classified.class);
        while (unpublished.get() == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        publishFails = false;
        submit(52).join();
        assertThat(published.poll(10, TimeUnit.SECONDS).event().id()).isEqualTo("id-52");
    }

    @Test
    void noLeaseIsLeftWhenAllIsDone() throws InterruptedException {
        select(1);
        submit(51).join();
        published.poll(10, TimeUnit.SECONDS);
        classifier.close();
        pool.close();
        assertThat(main.closed).isTrue();
        assertThat(second.closed).isTrue();
    }
}
