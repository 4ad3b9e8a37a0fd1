package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.trainer.TestImages;
import io.pawstream.trainer.augment.Augmenter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BatchFeedTest {

    private static final ImageSize SIZE = new ImageSize(16, 16);

    private static PixelStore store;
    private static List<Sample> samples;

    @BeforeAll
    static void draw() throws IOException {
        store = new PixelStore(Preprocessing.stretched(SIZE));
        samples = TestImages.drawn(store, 7);
    }

    private static ByteBuffer image(Batch batch, int index) {
        return batch.pixels().slice(index * batch.size().bytes(), batch.size().bytes());
    }

    @Test
    void plainBatchesHaveAllImagesInOrder() {
        try (BatchFeed feed = new BatchFeed(store, 3, Targets.ofLabels(2))) {
            assertThat(feed.batches(7)).isEqualTo(3);
            Iterator<Batch> batches = feed.plain(samples);
            int next = 0;
            for (int expected : new int[] {3, 3, 1}) {
                Batch batch = batches.next();
                assertThat(batch.count()).isEqualTo(expected);
                assertThat(batch.targets()).hasSize(2 * expected);
                for (int i = 0; i < expected; i++) {
                    Sample sample = samples.get(next++);
                    assertThat(batch.labels()[i]).isEqualTo(sample.label());
                    assertThat(batch.targets()[2 * i + sample.label()]).isOne();
                    assertThat(batch.targets()[2 * i + 1 - sample.label()]).isZero();
                    assertThat(image(batch, i)).isEqualTo(store.pixels(sample.slot()));
                }
            }
            assertThat(batches.hasNext()).isFalse();
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void changedBatchesHaveTheirOrderAndSize() {
        ImageSize small = new ImageSize(12, 12);
        int[] order = {6, 5, 4, 3, 2, 1, 0};
        try (BatchFeed feed = new BatchFeed(store, 4, Targets.ofLabels(2))) {
            Iterator<Batch> batches = feed.changed(samples, order, new Augmenter(List.of(), SIZE, 1), 1, small);
            Batch batch = batches.next();
            assertThat(batch.size()).isEqualTo(small);
            assertThat(batch.pixels().capacity()).isEqualTo(4 * small.bytes());
            for (int i = 0; i < 4; i++) {
                assertThat(batch.labels()[i]).isEqualTo(samples.get(order[i]).label());
            }
        }
    }

    @Test
    void aFailureOfTheTeacherEndsTheTraining() {
        Targets failing = (pixels, labels, indices, view) -> {
            throw new ModelException("no memory");
        };
        try (BatchFeed feed = new BatchFeed(store, 4, failing)) {
            Iterator<Batch> batches = feed.plain(samples);
            assertThatThrownBy(batches::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot prepare a batch")
                    .hasMessageContaining("no memory");
        }
    }
}
