package io.pawstream.processor.shadow;

import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.pipeline.InferenceListener;
import io.pawstream.processor.pipeline.PendingImage;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.StageTimes;
import io.pawstream.processor.pipeline.WorkQueue;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the shadow model of the active selection on images that the live model classified. It classifies one image at a
 * time, only while no image waits for the live model, and so delays an image by at most one inference. It counts the
 * images that it skips for lack of time.
 */
public final class Shadow implements InferenceListener {

    /** Limits the pixels that wait for the shadow model; a single image may exceed it. */
    private static final long MAX_WAITING_BYTES = 8 << 20;

    private final AtomicLong waitingBytes = new AtomicLong();
    private final ModelSelector selector;
    private final ModelCache models;
    private final WorkQueue queue;
    private final ShadowPublisher publisher;
    private final ShadowMetrics metrics;

    /**
     * Creates a shadow.
     *
     * @param selector provides the active selection
     * @param models loads the shadow model
     * @param queue runs the shadow model as a spare task
     * @param publisher publishes the predictions
     * @param metrics counts predictions and skipped images
     */
    public Shadow(
            ModelSelector selector,
            ModelCache models,
            WorkQueue queue,
            ShadowPublisher publisher,
            ShadowMetrics metrics) {
        this.selector = selector;
        this.models = models;
        this.queue = queue;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    @Override
    public void inferred(PendingImage image, Prediction live) {
        TrafficShare shadow = selector.active().selection().shadow();
        ModelCard liveCard = image.model().card();
        if (shadow == null
                || shadow.model().equals(liveCard.name())
                || !shadow.has(
                        image.request().key(),
                        image.event().source(),
                        image.event().id())) {
            return;
        }
        CompletableFuture<LoadedModel> lease = models.lease(shadow.model());
        if (!lease.isDone() || lease.isCompletedExceptionally()) {
            // The model is loading or cannot be loaded.
            var unused = lease.thenAccept(LoadedModel::endLease);
            metrics.dropped();
            return;
        }
        start(image, live, lease.join());
    }

    /** Queues a copy of the pixels. Skips the image if the input sizes of the two models differ, or many images wait. */
    private void start(PendingImage image, Prediction live, LoadedModel model) {
        long waiting = waitingBytes.get();
        if (!model.size().equals(image.model().size())
                || (waiting > 0 && waiting + model.imageBytes() > MAX_WAITING_BYTES)) {
            model.endLease();
            metrics.dropped();
            return;
        }
        waitingBytes.addAndGet(model.imageBytes());
        ByteBuffer pixels =
                model.takePixelBuffer().put(image.pixels().duplicate().clear()).clear();
        if (!queue.addSpare(() -> classify(image, live, model, pixels))) {
            end(model, pixels);
            metrics.dropped();
        }
    }

    private void classify(PendingImage image, Prediction live, LoadedModel model, ByteBuffer pixels) {
        try {
            long start = System.nanoTime();
            float probability = model.probabilities(pixels, 1)[0];
            long inferenceNanos = System.nanoTime() - start;
            Prediction prediction = Prediction.ofBinary(model.card().classes(), probability);
            metrics.predicted(
                    image.model().card(),
                    model.card(),
                    prediction.label().equals(live.label()),
                    difference(prediction, live));
            PendingImage.DecodeTimes times = image.times();
            Classified result = new Classified(
                    image.event().identity(),
                    model.card(),
                    image.selected().revision(),
                    prediction,
                    StageTimes.ofNanos(times.decodeNanos(), start - times.decodedAt(), inferenceNanos),
                    null);
            publish(image, result);
        } catch (InferenceException e) {
            metrics.dropped();
        } finally {
            end(model, pixels);
        }
    }

    /** Returns the difference between the probabilities of the label that the live model predicts. */
    private static double difference(Prediction shadow, Prediction live) {
        return Math.abs(shadow.probabilities().getOrDefault(live.label(), 0.0) - live.probability());
    }

    private void publish(PendingImage image, Classified result) {
        try {
            publisher.publish(image.request(), result);
        } catch (RuntimeException e) {
            // An exception of the producer must not end the inference worker.
            metrics.publishFailed();
        }
    }

    private void end(LoadedModel model, ByteBuffer pixels) {
        waitingBytes.addAndGet(-model.imageBytes());
        model.release(pixels);
        model.endLease();
    }
}
