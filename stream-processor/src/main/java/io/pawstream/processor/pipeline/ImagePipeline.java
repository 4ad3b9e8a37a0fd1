package io.pawstream.processor.pipeline;

import io.pawstream.processor.fetch.ImageFetcher;
import io.pawstream.processor.models.ModelChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Classifies images: each is decoded, meets others of its model in a batch, and gets its outcome, all on the same few
 * threads.
 * Shared by all stream threads, so that one's work fills the other's gaps.
 */
public final class ImagePipeline implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ImagePipeline.class);

    private final ModelChoice models;
    private final ImageFetcher references;
    private final ModelFailure fault;
    private final WorkQueue queue;
    private final List<Thread> sessions = new ArrayList<>();

    /**
     * Starts the threads.
     *
     * @param models says which model classifies
     * @param references fetches the images of events that hold only an address
     * @param threads threads that decode and infer; one per core is right
     * @param queue gathers batches; closed with the classifier
     * @param metrics counts batches
     * @param fault tells when a model fails
     * @param listener hears of each answer
     */
    public ImagePipeline(
            ModelChoice models,
            ImageFetcher references,
            int threads,
            WorkQueue queue,
            BatchListener metrics,
            ModelFailure fault,
            InferenceListener listener) {
        this.models = models;
        this.references = references;
        this.fault = fault;
        this.queue = queue;
        for (int i = 1; i <= threads; i++) {
            Thread session =
                    new Thread(new InferenceWorker(queue, models, metrics, fault, listener), "pawstream-classify-" + i);
            session.setUncaughtExceptionHandler(ImagePipeline::endProcess);
            session.start();
            sessions.add(session);
        }
    }

    /**
     * Starts the work on one image; does not block.
     *
     * @return the outcome; cancelling it drops work that has not begun; fails only if the service is at fault
     */
    public CompletableFuture<Result> submit(ImageRequest record) {
        ImagePreparation intake = new ImagePreparation(record, models, references, queue);
        intake.start();
        return intake.outcome();
    }

    /** Out of memory, or a defect: without its session the stream would stand still, so somebody has to start us anew. */
    private static void endProcess(Thread thread, Throwable failure) {
        LOG.fatalf(failure, "thread %s ended, and so does the process", thread.getName());
        Runtime.getRuntime().halt(70);
    }

    /** Ends retries and threads; what was not answered fails. Stop the streams first. */
    @Override
    public void close() {
        fault.close();
        queue.close();
        try {
            for (Thread session : sessions) {
                session.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
