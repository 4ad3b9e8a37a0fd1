package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.trainer.TestImages;
import io.pawstream.trainer.augment.Augmenter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
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
                assertThat(batch.target().probabilities()).hasSize(2 * expected);
                for (int i = 0; i < expected; i++) {
                    Sample sample = samples.get(next++);
                    assertThat(batch.labels()[i]).isEqualTo(sample.label());
                    assertThat(batch.target().probabilities()[2 * i + sample.label()])
                            .isOne();
                    assertThat(batch.target().probabilities()[2 * i + 1 - sample.label()])
                            .isZero();
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
            Iterator<Batch> batches =
                    feed.changed(samples, order, new Augmenter(List.of(), SIZE, 1), 1, new BatchFeed.View(small, 0, 1));
            Batch batch = batches.next();
            assertThat(batch.size()).isEqualTo(small);
            assertThat(batch.pixels().capacity()).isEqualTo(4 * small.bytes());
            for (int i = 0; i < 4; i++) {
                assertThat(batch.labels()[i]).isEqualTo(samples.get(order[i]).label());
            }
        }
    }

    @Test
    void mixedBatchesHaveAShareOfTheNextImageInPixelsAndTargets() {
        int[] order = {0, 1, 2, 3, 4, 5, 6};
        Augmenter unchanged = new Augmenter(List.of(), SIZE, 1);
        try (BatchFeed feed = new BatchFeed(store, 7, Targets.ofLabels(2))) {
            Batch batch = feed.changed(samples, order, unchanged, 1, new BatchFeed.View(SIZE, 0.5, 9))
                    .next();
            Set<Double> shares = new HashSet<>();
            for (int i = 0; i < 7; i++) {
                Sample first = samples.get(i);
                Sample second = samples.get((i + 1) % 7);
                ByteBuffer one = store.pixels(first.slot());
                ByteBuffer other = store.pixels(second.slot());
                double share = first.label() == second.label()
                        ? share(image(batch, i), one, other)
                        : 1 - batch.target().probabilities()[2 * i + first.label()];
                assertThat(share).isBetween(0.0, 0.5);
                shares.add(share);
                for (int k = 0; k < SIZE.bytes(); k++) {
                    double expected = (1 - share) * (one.get(k) & 0xff) + share * (other.get(k) & 0xff);
                    assertThat(image(batch, i).get(k) & 0xff).isCloseTo((int) Math.round(expected), within(1));
                }
                assertThat(batch.target().probabilities()[2 * i]
                                + batch.target().probabilities()[2 * i + 1])
                        .isCloseTo(1, within(1e-6f));
            }
            assertThat(shares).as("each image has its own share").hasSize(7);
            assertThat(feed.changed(samples, order, unchanged, 1, new BatchFeed.View(SIZE, 0.5, 9))
                            .next()
                            .pixels())
                    .as("the seed determines the shares")
                    .isEqualTo(batch.pixels());
        }
    }

    /** The share of the other image that explains the brightness best. */
    private static double share(ByteBuffer mixed, ByteBuffer one, ByteBuffer other) {
        double product = 0;
        double square = 0;
        for (int k = 0; k < SIZE.bytes(); k++) {
            double difference = (other.get(k) & 0xff) - (one.get(k) & 0xff);
            product += ((mixed.get(k) & 0xff) - (one.get(k) & 0xff)) * difference;
            square += difference * difference;
        }
        return product / square;
    }

    @Test
    void aFailureOfTheTeacherEndsTheTraining() {
        Targets failing = (pixels, labels) -> {
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
