package io.pawstream.processor.observe;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.Rejection;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.pipeline.PendingImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Shows images as they are answered: a few a second, however many there are. The threads that classify only copy an
 * image's pixels; a thread of its own does the rest, and drops what is too much for it.
 */
public final class ImageSampler implements AutoCloseable {

    private static final int WAITING = 8;

    private final LiveFeed feed;
    private final boolean thumbnails;
    private final Pace classified;
    private final Pace rejected;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> new Thread(task, "pawstream-live"),
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * A sampler.
     *
     * @param thumbnails whether the images themselves are shown
     * @param pause least time between two images, and between two rejections
     */
    public ImageSampler(LiveFeed feed, boolean thumbnails, Duration pause) {
        this.feed = feed;
        this.thumbnails = thumbnails;
        this.classified = new Pace(pause.toNanos());
        this.rejected = new Pace(pause.toNanos());
    }

    /**
     * An image that was classified.
     *
     * @param imageId id of the image event
     * @param subject file name, or null
     * @param label the class with the higher probability
     * @param probability probability of that class
     * @param model name of the model
     * @param thumbnail address of the image, or null if it is not shown
     */
    record LiveImage(
            String imageId, String subject, String label, double probability, String model, String thumbnail) {}

    /**
     * An image that was rejected.
     *
     * @param imageId id of the image event
     * @param subject file name, or null
     * @param reason the word of the reason
     * @param explanation the reason in words
     * @param message what was found and what would be right
     */
    record LiveRejection(String imageId, String subject, String reason, String explanation, String message) {}

    /** An image was classified: see {@link io.pawstream.processor.pipeline.InferenceListener#answered}. */
    public void answered(PendingImage image, float probability) {
        if (!feed.isWatched() || !classified.take()) {
            return;
        }
        // The buffer is another image's as soon as this method ends.
        ByteBuffer pixels = thumbnails
                ? ByteBuffer.allocate(image.model().imageBytes())
                        .put(image.pixels().duplicate().clear())
                : null;
        thread.execute(() -> show(image, pixels, probability));
    }

    private void show(PendingImage image, ByteBuffer pixels, float probability) {
        ModelCard card = image.model().card();
        feed.send(
                "image",
                new LiveImage(
                        image.event().id(),
                        image.event().subject(),
                        card.classes().get(probability >= 0.5f ? 1 : 0),
                        Math.max(probability, 1 - probability),
                        card.name(),
                        pixels == null
                                ? null
                                : Thumbnail.of(pixels, image.model().size())));
    }

    /** An image was rejected: see {@link io.pawstream.processor.streams.StreamMetrics#rejected}. */
    public void rejected(ConsumerRecord<byte[], byte[]> record) {
        if (feed.isWatched() && rejected.take()) {
            thread.execute(() -> show(record));
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> record) {
        try {
            Rejection rejection = Rejection.fromRecord(record);
            feed.send(
                    "rejection",
                    new LiveRejection(
                            rejection.imageId(),
                            rejection.subject(),
                            rejection.reason().word(),
                            rejection.reason().explanation(),
                            rejection.message()));
        } catch (MalformedEventException e) {
            throw new IllegalStateException("a rejection was just made", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
