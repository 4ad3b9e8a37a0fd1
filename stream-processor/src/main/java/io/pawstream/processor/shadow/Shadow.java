package io.pawstream.processor.shadow;

import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.pipeline.DecodeMemory;
import io.pawstream.processor.pipeline.InferenceListener;
import io.pawstream.processor.pipeline.PendingImage;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.StageTimes;
import io.pawstream.processor.pipeline.WorkQueue;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.DecoderMemoryError;
import io.pawstream.vision.image.OpenedImage;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs the shadow model of the active selection on images that the live model classified. It classifies one image at a
 * time, only while no image waits for the live model, and so delays an image by at most one decoding and one inference.
 * It uses the pixels of the live model if both models prepare images in the same way, and otherwise decodes the image of
 * the event again. It counts the images that it skips.
 */
public final class Shadow implements InferenceListener {

    /** Limits the images that wait for the shadow model; a single image may exceed it. */
    private static final long MAX_WAITING_BYTES = 8 << 20;

    private final AtomicLong waitingBytes = new AtomicLong();
    private final ModelSelector selector;
    private final ModelCache models;
    private final WorkQueue queue;
    private final DecodeMemory memory;
    private final ShadowPublisher publisher;
    private final ShadowMetrics metrics;
    private volatile ClassOrder lastOrder = new ClassOrder(List.of(), List.of());

    /**
     * Creates a shadow.
     *
     * @param selector provides the active selection
     * @param models loads the shadow model
     * @param queue runs the shadow model as a spare task
     * @param memory memory for images that are being decoded
     * @param publisher publishes the predictions
     * @param metrics counts predictions and skipped images
     */
    public Shadow(
            ModelSelector selector,
            ModelCache models,
            WorkQueue queue,
            DecodeMemory memory,
            ShadowPublisher publisher,
            ShadowMetrics metrics) {
        this.selector = selector;
        this.models = models;
        this.queue = queue;
        this.memory = memory;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /**
     * An image that waits for the shadow model.
     *
     * @param image the image, with the encoded image of its event
     * @param live prediction of the live model
     * @param probabilities copy of the probabilities of the live model
     * @param order where its classes are in the list of the shadow model
     * @param model the leased shadow model
     * @param pixels copy of the input of the live model; absent if the shadow model needs other pixels
     */
    private record Waiting(
            PendingImage image,
            Prediction live,
            FloatBuffer probabilities,
            ClassOrder order,
            LoadedModel model,
            @Nullable ByteBuffer pixels) {

        /** Returns the memory of the image, its pixels and its probabilities. */
        long bytes() {
            return Shadow.bytes(image, probabilities, model);
        }
    }

    @Override
    public void inferred(PendingImage image, Prediction live, FloatBuffer probabilities) {
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
        CompletableFuture<LoadedModel> lease = models.lease(shadow.reference());
        if (!lease.isDone() || lease.isCompletedExceptionally()) {
            // The model is loading or cannot be loaded.
            var unused = lease.thenAccept(LoadedModel::endLease);
            metrics.dropped();
            return;
        }
        LoadedModel model = lease.join();
        if (!start(image, live, probabilities, model)) {
            model.endLease();
            metrics.dropped();
        }
    }

    /** Queues an image; returns false if it cannot be compared, its encoded form is gone, or many images wait. */
    private boolean start(PendingImage image, Prediction live, FloatBuffer probabilities, LoadedModel model) {
        ModelCard liveCard = image.model().card();
        ClassOrder order = order(liveCard.classes(), model.card().classes());
        boolean samePixels = liveCard.preprocessing().equals(model.card().preprocessing());
        int encodedBytes = image.event().data().length;
        long bytes = bytes(image, probabilities, model);
        long waiting = waitingBytes.get();
        if (!order.isComplete()
                || (!samePixels && encodedBytes == 0)
                || (waiting > 0 && waiting + bytes > MAX_WAITING_BYTES)) {
            return false;
        }
        waitingBytes.addAndGet(bytes);
        FloatBuffer row = FloatBuffer.allocate(probabilities.remaining())
                .put(probabilities.duplicate())
                .flip();
        ByteBuffer pixels = samePixels
                ? model.takePixelBuffer().put(image.pixels().duplicate().clear())
                : null;
        Waiting next = new Waiting(image, live, row, order, model, pixels);
        if (!queue.addSpare(() -> run(next))) {
            if (pixels != null) {
                model.release(pixels);
            }
            waitingBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    private static long bytes(PendingImage image, FloatBuffer probabilities, LoadedModel model) {
        return (long) image.event().data().length + model.imageBytes() + (long) Float.BYTES * probabilities.remaining();
    }

    private ClassOrder order(List<String> live, List<String> shadow) {
        ClassOrder order = lastOrder;
        if (!order.isOf(live, shadow)) {
            order = new ClassOrder(live, shadow);
            lastOrder = order;
        }
        return order;
    }

    private void run(Waiting waiting) {
        LoadedModel model = waiting.model();
        ByteBuffer pixels = waiting.pixels() == null ? model.takePixelBuffer() : waiting.pixels();
        try {
            OptionalLong decodeNanos = waiting.pixels() == null
                    ? decode(waiting, pixels)
                    : OptionalLong.of(waiting.image().times().decodeNanos());
            if (decodeNanos.isPresent()) {
                classify(waiting, pixels, decodeNanos.getAsLong());
            } else {
                metrics.dropped();
            }
        } catch (InferenceException | DecoderMemoryError e) {
            metrics.dropped();
        } finally {
            waitingBytes.addAndGet(-waiting.bytes());
            model.release(pixels);
            model.endLease();
        }
    }

    /** Decodes the image; returns the time, or empty if memory is short, because live images come first. */
    private OptionalLong decode(Waiting waiting, ByteBuffer pixels) {
        OpenedImage opened =
                waiting.model().decoder().open(waiting.image().event().data());
        if (!memory.tryReserve(opened.memoryBytes())) {
            return OptionalLong.empty();
        }
        try {
            long start = System.nanoTime();
            return opened.decode(pixels) instanceof DecodeResult.Failed
                    ? OptionalLong.empty()
                    : OptionalLong.of(System.nanoTime() - start);
        } finally {
            memory.release(opened.memoryBytes());
        }
    }

    private void classify(Waiting waiting, ByteBuffer pixels, long decodeNanos) throws InferenceException {
        PendingImage image = waiting.image();
        Prediction live = waiting.live();
        ModelCard card = waiting.model().card();
        long start = System.nanoTime();
        float[] row = waiting.model().probabilities(pixels, 1);
        long inferenceNanos = System.nanoTime() - start;
        Prediction prediction =
                Prediction.of(card.classes(), FloatBuffer.wrap(row), live.top().size());
        metrics.predicted(
                image.model().card(),
                card,
                prediction.label().equals(live.label()),
                waiting.order().distance(waiting.probabilities(), row));
        PendingImage.DecodeTimes times = image.times();
        Classified result = new Classified(
                image.event().identity(),
                card,
                image.selected().revision(),
                prediction,
                StageTimes.ofNanos(decodeNanos, start - times.decodedAt(), inferenceNanos),
                null);
        publish(image, result);
    }

    private void publish(PendingImage image, Classified result) {
        try {
            publisher.publish(image.request(), result);
        } catch (RuntimeException e) {
            // An exception of the producer must not end the inference worker.
            metrics.publishFailed();
        }
    }
}
