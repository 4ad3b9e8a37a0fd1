package io.pawstream.processor.observe;

import io.pawstream.model.Prediction;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a few sampled results per second to the live page, at any throughput. Inference workers only copy the pixels of
 * sampled images. A separate thread encodes them, and drops images while its queue is full.
 */
public final class ImageSampler implements ResultListener, AutoCloseable {

    private static final int QUEUE_SIZE = 8;

    /** Classes that a page shows for each image. */
    private static final int TOP = 3;

    private final LiveFeed feed;
    private final boolean thumbnails;
    private final RateLimit classified;
    private final RateLimit rejected;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE_SIZE),
            task -> new Thread(task, "pawstream-live"),
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * Creates a sampler.
     *
     * @param feed sends events to the open pages
     * @param thumbnails whether pages show the images themselves
     * @param interval minimum time between two images, and between two rejections
     */
    public ImageSampler(LiveFeed feed, boolean thumbnails, Duration interval) {
        this.feed = feed;
        this.thumbnails = thumbnails;
        this.classified = new RateLimit(interval.toNanos());
        this.rejected = new RateLimit(interval.toNanos());
    }

    /**
     * A classified image.
     *
     * @param imageId id of the image event
     * @param subject file name; absent if the event has none
     * @param top up to three most probable classes, beginning with the label
     * @param model name of the model
     * @param thumbnail data URI of the image; absent if thumbnails are off
     */
    record LiveImage(
            String imageId,
            @Nullable String subject,
            List<Prediction.ClassProbability> top,
            String model,
            @Nullable String thumbnail) {}

    /**
     * A rejected image.
     *
     * @param imageId id of the image event
     * @param subject file name; absent if the event has none
     * @param reason name of the reason
     * @param explanation the reason as an English clause
     * @param message what was found and what is allowed
     */
    record LiveRejection(String imageId, @Nullable String subject, String reason, String explanation, String message) {}

    @Override
    public boolean samplesPixels() {
        return thumbnails && feed.isWatched() && classified.tryAcquire();
    }

    @Override
    public void classified(Classified result, ProcessedRecord record) {
        ByteBuffer pixels = result.pixels();
        boolean sampled = thumbnails ? pixels != null : classified.tryAcquire();
        if (sampled && feed.isWatched()) {
            thread.execute(() -> send(result, pixels));
        }
    }

    private void send(Classified result, @Nullable ByteBuffer pixels) {
        List<Prediction.ClassProbability> top = result.prediction().top();
        feed.send(
                "image",
                new LiveImage(
                        result.image().id(),
                        result.image().subject(),
                        top.subList(0, Math.min(TOP, top.size())),
                        result.card().name(),
                        pixels == null
                                ? null
                                : Thumbnail.of(pixels, result.card().input())));
    }

    @Override
    public void rejected(Rejected result, ProcessedRecord record) {
        if (feed.isWatched() && rejected.tryAcquire()) {
            thread.execute(() -> send(result));
        }
    }

    private void send(Rejected result) {
        feed.send(
                "rejection",
                new LiveRejection(
                        result.image().id(),
                        result.image().subject(),
                        result.reason().word(),
                        result.reason().explanation(),
                        result.message()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
