package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult.Rejected;
import io.pawstream.processor.fetch.ImageFetcher;
import io.pawstream.processor.models.ModelChoice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pipeline with one inference worker and batches of 4. */
public final class TestPipeline implements AutoCloseable {

    /** Finds no image at any reference. */
    public static final ImageFetcher NO_REFERENCES = reference -> CompletableFuture.completedFuture(
            new Rejected(RejectionReason.REFERENCE_NOT_FOUND, reference + " does not exist"));

    /** Maximum number of classes in a prediction. */
    public static final int TOP = 5;

    /** Samples no pixels. */
    public static final ResultListener NO_SAMPLES = new ResultListener() {};

    private final DecodeMemory memory = new DecodeMemory(1);
    private final ImagePipeline pipeline;
    private final InferenceWorkers workers;
    private final List<Throwable> deaths = new CopyOnWriteArrayList<>();

    /** Starts a pipeline whose inference nothing follows. */
    public TestPipeline(ModelChoice models, ImageFetcher fetcher) {
        this(models, fetcher, queue(), InferenceListener.NONE);
    }

    /** Starts a pipeline with a queue that its listener uses too. */
    public TestPipeline(ModelChoice models, ImageFetcher fetcher, WorkQueue queue, InferenceListener inferences) {
        this(
                models,
                fetcher,
                queue,
                inferences,
                NO_SAMPLES,
                new ModelFailure(Duration.ofMillis(1), Duration.ofMillis(1)),
                Deadlines.none());
    }

    /** Starts a pipeline. */
    TestPipeline(
            ModelChoice models,
            ImageFetcher fetcher,
            WorkQueue queue,
            InferenceListener inferences,
            ResultListener results,
            ModelFailure failure,
            Deadlines deadlines) {
        pipeline = new ImagePipeline(models, fetcher, queue, memory, deadlines);
        workers = new InferenceWorkers(
                1,
                queue,
                failure,
                () -> new InferenceWorker(queue, models, failure, inferences, results, TOP),
                (thread, death) -> deaths.add(death));
    }

    /** Returns an empty queue with batches of 4. Spare tasks may use a whole processor. */
    public static WorkQueue queue() {
        return new WorkQueue(4, 1, 1);
    }

    /** Returns the pipeline. */
    public ImagePipeline pipeline() {
        return pipeline;
    }

    /** Returns the memory for large images, which are decoded one at a time. */
    DecodeMemory memory() {
        return memory;
    }

    /** Starts the work on one image. */
    public CompletableFuture<Result> submit(ImageRequest request) {
        return pipeline.submit(request);
    }

    /** Ends the worker. Fails if the worker died. */
    @Override
    public void close() {
        workers.close();
        if (!deaths.isEmpty()) {
            throw new AssertionError("the inference worker died", deaths.get(0));
        }
    }
}
