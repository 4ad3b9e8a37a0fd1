package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelChoice;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** A thread that decodes images, and takes batches and runs them through their model. */
final class InferenceWorker implements Runnable {

    private static final double NANOS = 1e-9;

    private final WorkQueue queue;
    private final ModelChoice models;
    private final BatchListener metrics;
    private final ModelFailure fault;
    private final InferenceListener listener;
    private ByteBuffer batchPixels = ByteBuffer.allocateDirect(0);

    InferenceWorker(
            WorkQueue queue,
            ModelChoice models,
            BatchListener metrics,
            ModelFailure fault,
            InferenceListener listener) {
        this.queue = queue;
        this.models = models;
        this.metrics = metrics;
        this.fault = fault;
        this.listener = listener;
    }

    @Override
    public void run() {
        try {
            for (WorkQueue.Work work = queue.take(); work != null; work = queue.take()) {
                if (work.task() != null) {
                    work.task().run();
                }
                List<PendingImage> wanted = work.batch().stream()
                        .filter(image -> !dropIfCancelled(image))
                        .toList();
                if (!wanted.isEmpty()) {
                    classify(wanted);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean dropIfCancelled(PendingImage image) {
        if (image.outcome().isDone()) {
            image.fail(new CancellationException());
            return true;
        }
        return false;
    }

    private void classify(List<PendingImage> batch) throws InterruptedException {
        try {
            infer(batch);
        } catch (InferenceException e) {
            // One image may be to blame for all: each is tried alone.
            for (PendingImage image : batch) {
                classifyAlone(image);
            }
        }
    }

    private void classifyAlone(PendingImage image) throws InterruptedException {
        LoadedModel model = image.model();
        boolean probeWorked = false;
        while (true) {
            try {
                infer(List.of(image));
                return;
            } catch (InferenceException e) {
                if (probeWorked) {
                    image.settle(new Rejected(RejectionReason.INFERENCE_FAILED, e.getMessage()));
                    return;
                }
                probeWorked = worksOnProbe(model);
                if (probeWorked) {
                    // The fault may have passed between the image and the probe: only one more failure convicts it.
                    fault.over(model);
                } else if (image.outcome().isDone() || isChosenOtherwise(image)) {
                    image.fail(new CancellationException(
                            "model " + model.card().name() + " fails, and is not the one any more: " + e.getMessage()));
                    return;
                } else if (!fault.waitBeforeRetry(model, e)) {
                    image.fail(new CancellationException(
                            "shutting down while model " + model.card().name() + " fails: " + e.getMessage()));
                    return;
                }
            }
        }
    }

    /** Whether another model, or a newer one of the name, would classify the image now: then it has to come anew. */
    private boolean isChosenOtherwise(PendingImage image) {
        try {
            LoadedModel now =
                    models.choose(image.record().key(), image.event()).join().model();
            now.endLease();
            return now != image.model();
        } catch (CompletionException | CancellationException e) {
            return false;
        }
    }

    /** The probe is the black image on which the model was tried when it was loaded. */
    private static boolean worksOnProbe(LoadedModel model) {
        try {
            model.probabilities(ByteBuffer.allocateDirect(model.imageBytes()), 1);
            return true;
        } catch (InferenceException e) {
            return false;
        }
    }

    private void infer(List<PendingImage> batch) throws InferenceException {
        LoadedModel model = batch.get(0).model();
        int imageBytes = model.imageBytes();
        if (batchPixels.capacity() < batch.size() * imageBytes) {
            batchPixels = ByteBuffer.allocateDirect(batch.size() * imageBytes);
        }
        batchPixels.clear();
        for (PendingImage image : batch) {
            batchPixels.put(image.pixels().duplicate().clear());
        }
        long start = System.nanoTime();
        float[] probabilities = model.probabilities(batchPixels, batch.size());
        double inferenceSeconds = (System.nanoTime() - start) * NANOS;
        fault.over(model);
        metrics.batch(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            PendingImage image = batch.get(i);
            listener.answered(image, probabilities[i]);
            image.settle(new Classified(
                    image.event(),
                    model.card(),
                    image.revision(),
                    probabilities[i],
                    image.decodeNanos() * NANOS,
                    (image.waitedNanos() + start - image.decodedAt()) * NANOS,
                    inferenceSeconds));
        }
    }
}
