package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.Prediction;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelChoice;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.Result.StageTimes;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Decodes images and runs batches through their model. For one thread. */
public final class InferenceWorker implements Runnable {

    /** Pixels of 1024 x 1024. */
    private static final int MAX_SAMPLE_BYTES = 3 << 20;

    private final WorkQueue queue;
    private final ModelChoice models;
    private final ModelFailure modelFailure;
    private final InferenceListener inferences;
    private final ResultListener results;
    private final int top;
    private ByteBuffer batchPixels = ByteBuffer.allocateDirect(0);

    /**
     * Creates a worker.
     *
     * @param queue provides the work
     * @param models chooses the model again while a model fails
     * @param modelFailure state of the failing model, shared by all workers
     * @param inferences receives batches and predictions
     * @param results decides which results carry pixels
     * @param top maximum number of classes in a prediction, at least 1
     * @throws IllegalArgumentException if {@code top} is less than 1
     */
    public InferenceWorker(
            WorkQueue queue,
            ModelChoice models,
            ModelFailure modelFailure,
            InferenceListener inferences,
            ResultListener results,
            int top) {
        if (top < 1) {
            throw new IllegalArgumentException("pawstream.predictions.top is " + top + "; it must be at least 1");
        }
        this.queue = queue;
        this.models = models;
        this.modelFailure = modelFailure;
        this.inferences = inferences;
        this.results = results;
        this.top = top;
    }

    @Override
    public void run() {
        try {
            for (WorkQueue.Work work = queue.take(); work != null; work = queue.take()) {
                if (work.task() != null) {
                    work.task().run();
                }
                if (!work.batch().isEmpty()) {
                    classify(work.batch());
                    queue.batchEnded();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void classify(List<PendingImage> taken) throws InterruptedException {
        List<PendingImage> batch =
                taken.stream().filter(image -> !image.endIfUnwanted()).toList();
        if (batch.isEmpty()) {
            return;
        }
        try {
            infer(batch);
        } catch (InferenceException e) {
            // A single image may fail the whole batch, so retry each image alone.
            for (PendingImage image : batch) {
                classifyAlone(image);
            }
        }
    }

    private void classifyAlone(PendingImage image) throws InterruptedException {
        LoadedModel model = image.model();
        String name = model.card().name();
        boolean probePassed = false;
        while (!image.endIfUnwanted()) {
            try {
                infer(List.of(image));
                return;
            } catch (InferenceException e) {
                if (probePassed) {
                    image.complete(new Rejected(
                            image.event().identity(),
                            RejectionReason.INFERENCE_FAILED,
                            String.valueOf(e.getMessage())));
                    return;
                }
                probePassed = passesProbe(model);
                if (probePassed) {
                    // The model may have recovered before the probe, so only a second failure rejects the image.
                    modelFailure.recovered(model);
                } else if (image.result().isDone() || choosesAnotherModel(image)) {
                    image.fail(new CancellationException(
                            "model " + name + " fails and is no longer selected: " + e.getMessage()));
                    return;
                } else if (!modelFailure.waitBeforeRetry(model, e)) {
                    image.fail(new CancellationException(
                            "shutting down while model " + name + " fails: " + e.getMessage()));
                    return;
                }
            }
        }
    }

    /** Returns whether the image must start again, because the selection now chooses another model or version. */
    private boolean choosesAnotherModel(PendingImage image) {
        try {
            LoadedModel now =
                    models.choose(image.request().key(), image.event()).join().model();
            now.endLease();
            return now != image.model();
        } catch (CompletionException | CancellationException e) {
            return false;
        }
    }

    /** Runs the model on a black image, as when it was loaded. */
    private static boolean passesProbe(LoadedModel model) {
        try {
            model.probabilities(ByteBuffer.allocateDirect(model.imageBytes()), 1);
            return true;
        } catch (InferenceException e) {
            return false;
        }
    }

    private void infer(List<PendingImage> batch) throws InferenceException {
        LoadedModel model = batch.get(0).model();
        fill(batch, model.imageBytes());
        long start = System.nanoTime();
        float[] probabilities = model.probabilities(batchPixels, batch.size());
        long inferenceNanos = System.nanoTime() - start;
        modelFailure.recovered(model);
        List<String> classes = model.card().classes();
        inferences.batchInferred(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            PendingImage image = batch.get(i);
            FloatBuffer row = FloatBuffer.wrap(probabilities, i * classes.size(), classes.size());
            Prediction prediction = Prediction.of(classes, row, top);
            inferences.inferred(image, prediction, row);
            PendingImage.DecodeTimes decoded = image.times();
            StageTimes times = StageTimes.ofNanos(
                    decoded.decodeNanos(), decoded.queueNanos() + start - decoded.decodedAt(), inferenceNanos);
            image.complete(new Classified(
                    image.event().identity(),
                    model.card(),
                    image.selected().revision(),
                    prediction,
                    times,
                    sample(image)));
        }
    }

    private void fill(List<PendingImage> batch, int imageBytes) {
        if (batchPixels.capacity() < batch.size() * imageBytes) {
            batchPixels = ByteBuffer.allocateDirect(batch.size() * imageBytes);
        }
        batchPixels.clear();
        for (PendingImage image : batch) {
            batchPixels.put(image.pixels().duplicate().clear());
        }
    }

    /**
     * Copies the pixels of a sampled image, because another image reuses the buffer once this one completes. Large
     * inputs are not sampled, because the copies are on the heap.
     */
    private @Nullable ByteBuffer sample(PendingImage image) {
        return image.model().imageBytes() <= MAX_SAMPLE_BYTES && results.samplesPixels()
                ? ByteBuffer.allocate(image.model().imageBytes())
                        .put(image.pixels().duplicate().clear())
                        .clear()
                : null;
    }
}
