package io.pawstream.processor.classify;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.classify.Outcome.Classified;
import io.pawstream.processor.classify.Outcome.Rejected;
import io.pawstream.processor.model.ServedModel;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** A thread that decodes pictures, and takes batches and runs them through their model. */
final class Session implements Runnable {

    private static final double NANOS = 1e-9;

    private final BatchQueue queue;
    private final ModelChoice models;
    private final ClassifierMetrics metrics;
    private final ModelFault fault;
    private final AnswerListener listener;
    private ByteBuffer batchPixels = ByteBuffer.allocateDirect(0);

    Session(
            BatchQueue queue,
            ModelChoice models,
            ClassifierMetrics metrics,
            ModelFault fault,
            AnswerListener listener) {
        this.queue = queue;
        this.models = models;
        this.metrics = metrics;
        this.fault = fault;
        this.listener = listener;
    }

    @Override
    public void run() {
        try {
            for (BatchQueue.Work work = queue.take(); work != null; work = queue.take()) {
                if (work.task() != null) {
                    work.task().run();
                }
                List<Picture> wanted = work.batch().stream()
                        .filter(picture -> !dropIfCancelled(picture))
                        .toList();
                if (!wanted.isEmpty()) {
                    classify(wanted);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean dropIfCancelled(Picture picture) {
        if (picture.outcome().isDone()) {
            picture.fail(new CancellationException());
            return true;
        }
        return false;
    }

    private void classify(List<Picture> batch) throws InterruptedException {
        try {
            infer(batch);
        } catch (InferenceException e) {
            // One picture may be to blame for all: each is tried alone.
            for (Picture picture : batch) {
                classifyAlone(picture);
            }
        }
    }

    private void classifyAlone(Picture picture) throws InterruptedException {
        ServedModel model = picture.model();
        boolean probeWorked = false;
        while (true) {
            try {
                infer(List.of(picture));
                return;
            } catch (InferenceException e) {
                if (probeWorked) {
                    picture.settle(new Rejected(RejectionReason.INFERENCE_FAILED, e.getMessage()));
                    return;
                }
                probeWorked = worksOnProbe(model);
                if (probeWorked) {
                    // The fault may have passed between the picture and the probe: only one more failure convicts it.
                    fault.over(model);
                } else if (picture.outcome().isDone() || isChosenOtherwise(picture)) {
                    picture.fail(new CancellationException(
                            "model " + model.card().name() + " fails, and is not the one any more: " + e.getMessage()));
                    return;
                } else if (!fault.waitBeforeRetry(model, e)) {
                    picture.fail(new CancellationException(
                            "shutting down while model " + model.card().name() + " fails: " + e.getMessage()));
                    return;
                }
            }
        }
    }

    /** Whether another model, or a newer one of the name, would classify the picture now: then it has to come anew. */
    private boolean isChosenOtherwise(Picture picture) {
        try {
            ServedModel now = models.choose(picture.record().key(), picture.event())
                    .join()
                    .model();
            now.endLease();
            return now != picture.model();
        } catch (CompletionException | CancellationException e) {
            return false;
        }
    }

    /** The probe is the black picture on which the model was tried when it was loaded. */
    private static boolean worksOnProbe(ServedModel model) {
        try {
            model.probabilities(ByteBuffer.allocateDirect(model.pictureBytes()), 1);
            return true;
        } catch (InferenceException e) {
            return false;
        }
    }

    private void infer(List<Picture> batch) throws InferenceException {
        ServedModel model = batch.get(0).model();
        int pictureBytes = model.pictureBytes();
        if (batchPixels.capacity() < batch.size() * pictureBytes) {
            batchPixels = ByteBuffer.allocateDirect(batch.size() * pictureBytes);
        }
        batchPixels.clear();
        for (Picture picture : batch) {
            batchPixels.put(picture.pixels().duplicate().clear());
        }
        long start = System.nanoTime();
        float[] probabilities = model.probabilities(batchPixels, batch.size());
        double inferenceSeconds = (System.nanoTime() - start) * NANOS;
        fault.over(model);
        metrics.batch(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Picture picture = batch.get(i);
            listener.answered(picture, probabilities[i]);
            picture.settle(new Classified(
                    picture.event(),
                    model.card(),
                    picture.revision(),
                    probabilities[i],
                    picture.decodeNanos() * NANOS,
                    (picture.waitedNanos() + start - picture.decodedAt()) * NANOS,
                    inferenceSeconds));
        }
    }
}
