package io.pawstream.processor.shadow;

import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.pipeline.InferenceListener;
import io.pawstream.processor.pipeline.PendingImage;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.WorkQueue;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Tries the shadow model of the selection on images that were classified. It runs when no image waits for the main
 * model, one image at a time, so that one which comes waits no longer than for that; what is too much is dropped and
 * counted.
 */
public final class Shadow implements InferenceListener {

    private static final double NANOS = 1e-9;

    private final ModelSelector selections;
    private final ModelCache models;
    private final WorkQueue queue;
    private final ShadowOutput output;
    private final ShadowMetrics metrics;

    /**
     * A shadow of the selection.
     *
     * @param queue runs it when no image waits
     */
    public Shadow(
            ModelSelector selections, ModelCache models, WorkQueue queue, ShadowOutput output, ShadowMetrics metrics) {
        this.selections = selections;
        this.models = models;
        this.queue = queue;
        this.output = output;
        this.metrics = metrics;
    }

    @Override
    public void answered(PendingImage image, float probability) {
        TrafficShare shadow = selections.active().selection().shadow();
        ModelCard main = image.model().card();
        if (shadow == null
                || shadow.model().equals(main.name())
                || !shadow.has(
                        image.record().key(),
                        image.event().source(),
                        image.event().id())) {
            return;
        }
        CompletableFuture<LoadedModel> lease = models.lease(shadow.model());
        if (!lease.isDone() || lease.isCompletedExceptionally()) {
            // It is being loaded, or cannot be.
            var unused = lease.thenAccept(LoadedModel::endLease);
            metrics.dropped();
            return;
        }
        LoadedModel model = lease.join();
        // The pixels are those that the main model saw: they serve a model of the same size only.
        boolean sameSize = model.size().equals(image.model().size());
        ByteBuffer pixels = sameSize
                ? model.takePixelBuffer()
                        .put(image.pixels().duplicate().clear())
                        .clear()
                : null;
        if (!sameSize || !queue.addSpare(() -> answer(image, probability, model, pixels))) {
            end(model, pixels);
            metrics.dropped();
        }
    }

    private void answer(PendingImage image, float mainProbability, LoadedModel model, ByteBuffer pixels) {
        try {
            long start = System.nanoTime();
            float probability = model.probabilities(pixels, 1)[0];
            double inferenceSeconds = (System.nanoTime() - start) * NANOS;
            metrics.answered(
                    image.model().card(),
                    model.card(),
                    (probability >= 0.5f) == (mainProbability >= 0.5f),
                    Math.abs(probability - mainProbability));
            publish(
                    image,
                    new Classified(
                            image.event(),
                            model.card(),
                            image.revision(),
                            probability,
                            image.decodeNanos() * NANOS,
                            (start - image.decodedAt()) * NANOS,
                            inferenceSeconds));
        } catch (InferenceException e) {
            metrics.dropped();
        } finally {
            end(model, pixels);
        }
    }

    private void publish(PendingImage image, Classified answer) {
        try {
            output.publish(image.record(), answer);
        } catch (RuntimeException e) {
            // Whatever is wrong with the producer: the threads that classify must not end for the sake of a shadow.
            metrics.unpublished();
        }
    }

    private static void end(LoadedModel model, ByteBuffer pixels) {
        if (pixels != null) {
            model.release(pixels);
        }
        model.endLease();
    }
}
