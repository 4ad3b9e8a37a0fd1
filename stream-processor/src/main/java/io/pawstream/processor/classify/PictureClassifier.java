package io.pawstream.processor.classify;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.model.ModelException;
import io.pawstream.processor.classify.ModelChoice.Chosen;
import io.pawstream.processor.classify.Outcome.Rejected;
import io.pawstream.processor.model.ServedModel;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.DecodeResult.Refused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Classifies pictures: each is decoded on a pool of threads, meets others of its model in a batch, and gets its outcome.
 * Shared by all stream threads, so that one's work fills the other's gaps.
 */
public final class PictureClassifier implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PictureClassifier.class);

    private final ModelChoice models;
    private final ModelFault fault;
    private final ExecutorService decoders;
    private final BatchQueue queue;
    private final List<Thread> sessions = new ArrayList<>();

    /**
     * Starts the threads.
     *
     * @param models says which model classifies
     * @param threads threads that decode, and sessions that infer; one of each per core is right
     * @param queue gathers batches; closed with the classifier
     * @param metrics counts batches
     * @param fault tells when a model fails
     * @param listener hears of each answer
     */
    public PictureClassifier(
            ModelChoice models,
            int threads,
            BatchQueue queue,
            ClassifierMetrics metrics,
            ModelFault fault,
            AnswerListener listener) {
        this.models = models;
        this.fault = fault;
        this.queue = queue;
        AtomicInteger number = new AtomicInteger();
        this.decoders = Executors.newFixedThreadPool(
                threads, task -> new Thread(task, "pawstream-decode-" + number.incrementAndGet()));
        for (int i = 1; i <= threads; i++) {
            Thread session = new Thread(new Session(queue, metrics, fault, listener), "pawstream-infer-" + i);
            session.setUncaughtExceptionHandler(PictureClassifier::endProcess);
            session.start();
            sessions.add(session);
        }
    }

    /**
     * Starts the work on one picture; does not block.
     *
     * @return the outcome; cancelling it drops work that has not begun; fails only if the service is at fault
     */
    public CompletableFuture<Outcome> submit(ImageRecord record) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        long submittedAt = System.nanoTime();
        decoders.execute(() -> guarded(outcome, () -> read(record, submittedAt, outcome)));
        return outcome;
    }

    private void read(ImageRecord record, long submittedAt, CompletableFuture<Outcome> outcome) {
        if (outcome.isDone()) {
            return;
        }
        ImageEvent event;
        try {
            event = record.reader().read();
        } catch (MalformedEventException e) {
            outcome.complete(new Rejected(RejectionReason.MALFORMED_EVENT, e.getMessage()));
            return;
        }
        if (event.data().length == 0) {
            outcome.complete(new Rejected(RejectionReason.EMPTY, "the event has no data"));
            return;
        }
        CompletableFuture<Chosen> choice = models.choose(record.key(), event);
        if (choice.isDone()) {
            decode(record, event, choice, submittedAt, outcome);
        } else {
            var unused = choice.whenCompleteAsync(
                    (model, failure) -> guarded(outcome, () -> decode(record, event, choice, submittedAt, outcome)),
                    decoders);
        }
    }

    private void decode(
            ImageRecord record,
            ImageEvent event,
            CompletableFuture<Chosen> choice,
            long submittedAt,
            CompletableFuture<Outcome> outcome) {
        Chosen chosen;
        try {
            chosen = choice.join();
        } catch (CompletionException e) {
            refuseModel(event, e, outcome);
            return;
        }
        ServedModel model = chosen.model();
        ByteBuffer pixels = model.takePixelBuffer();
        long start = System.nanoTime();
        DecodeResult result;
        try {
            result = model.decoder().decode(event.data(), pixels);
        } catch (RuntimeException | Error e) {
            model.release(pixels);
            model.endLease();
            throw e;
        }
        long end = System.nanoTime();
        Picture picture = new Picture(
                record, event, model, chosen.revision(), pixels, end - start, start - submittedAt, end, outcome);
        if (result instanceof Refused refused) {
            picture.settle(new Rejected(refused.reason(), refused.message()));
        } else if (!queue.add(picture)) {
            picture.fail(new CancellationException("shutting down"));
        }
    }

    /** A model that an event asks for is the event's own fault; the default one is the service's. */
    private static void refuseModel(ImageEvent event, CompletionException e, CompletableFuture<Outcome> outcome) {
        if (event.model() != null && e.getCause() instanceof ModelException) {
            outcome.complete(
                    new Rejected(RejectionReason.UNKNOWN_MODEL, e.getCause().getMessage()));
        } else if (event.model() == null) {
            outcome.completeExceptionally(new ModelException("the default model cannot be had", e.getCause()));
        } else {
            outcome.completeExceptionally(e.getCause());
        }
    }

    private static void guarded(CompletableFuture<Outcome> outcome, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
            throw e;
        }
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
        decoders.shutdown();
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
