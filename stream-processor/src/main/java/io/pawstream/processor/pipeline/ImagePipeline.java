package io.pawstream.processor.pipeline;

import io.pawstream.processor.fetch.ImageFetcher;
import io.pawstream.processor.models.ModelChoice;
import java.util.concurrent.CompletableFuture;

/**
 * Turns image requests into results. The work runs on {@link InferenceWorkers}, which all stream threads share, so
 * that a batch can contain images of several threads.
 */
public final class ImagePipeline {

    private final ModelChoice models;
    private final ImageFetcher fetcher;
    private final WorkQueue queue;
    private final DecodeMemory memory;
    private final Deadlines deadlines;

    /**
     * Creates a pipeline.
     *
     * @param models chooses the model of each image
     * @param fetcher fetches images by reference
     * @param queue queue of the inference workers
     * @param memory memory for images that are being decoded
     * @param deadlines when images expire
     */
    public ImagePipeline(
            ModelChoice models, ImageFetcher fetcher, WorkQueue queue, DecodeMemory memory, Deadlines deadlines) {
        this.models = models;
        this.fetcher = fetcher;
        this.queue = queue;
        this.memory = memory;
        this.deadlines = deadlines;
    }

    /**
     * Starts the work on one image without blocking.
     *
     * @param request the image record
     * @return the result; cancelling it drops work that has not started, and it fails only if the service fails
     * @throws java.util.concurrent.RejectedExecutionException if the queue is closed
     */
    public CompletableFuture<Result> submit(ImageRequest request) {
        ImagePreparation preparation = new ImagePreparation(request, models, fetcher, queue, memory, deadlines);
        preparation.start();
        return preparation.result();
    }
}
