package io.pawstream.processor.classify;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.model.ModelException;
import io.pawstream.processor.classify.Outcome.Rejected;
import io.pawstream.processor.model.ModelPool;
import io.pawstream.processor.model.ServedModel;
import io.pawstream.processor.reference.FetchResult;
import io.pawstream.processor.reference.PictureFetcher;
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

    /** Reads the event of a picture. */
    @FunctionalInterface
    public interface EventReader {
        /** The event; called on a decoding thread. */
        ImageEvent read() throws MalformedEventException;
    }

    private static final Logger LOG = Logger.getLogger(PictureClassifier.class);

    private final ModelPool models;
    private final String defaultModel;
    private final PictureFetcher references;
    private final ModelFault fault;
    private final ExecutorService decoders;
    private final BatchQueue queue;
    private final List<Thread> sessions = new ArrayList<>();

    /**
     * Starts the threads.
     *
     * @param models the models
     * @param defaultModel name of the model for events that ask for none
     * @param references fetches the pictures of events that hold only an address
     * @param threads threads that decode, and sessions that infer; one of each per core is right
     * @param maxBatch most pictures in a batch
     * @param metrics counts batches
     * @param fault tells when a model fails
     */
    public PictureClassifier(
            ModelPool models,
            String defaultModel,
            PictureFetcher references,
            int threads,
            int maxBatch,
            ClassifierMetrics metrics,
            ModelFault fault) {
        this.models = models;
        this.defaultModel = defaultModel;
        this.references = references;
        this.fault = fault;
        this.queue = new BatchQueue(maxBatch);
        AtomicInteger number = new AtomicInteger();
        this.decoders = Executors.newFixedThreadPool(
                threads, task -> new Thread(task, "pawstream-decode-" + number.incrementAndGet()));
        for (int i = 1; i <= threads; i++) {
            Thread session = new Thread(new Session(queue, metrics, fault), "pawstream-infer-" + i);
            session.setUncaughtExceptionHandler(PictureClassifier::endProcess);
            session.start();
            sessions.add(session);
        }
    }

    /**
     * Starts the work on one picture; does not block.
     *
     * @param reader reads the event when its turn comes
     * @return the outcome; cancelling it drops work that has not begun; fails only if the service is at fault
     */
    public CompletableFuture<Outcome> submit(EventReader reader) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        long submittedAt = System.nanoTime();
        decoders.execute(() -> guarded(outcome, () -> read(reader, submittedAt, outcome)));
        return outcome;
    }

    private void read(EventReader reader, long submittedAt, CompletableFuture<Outcome> outcome) {
        if (outcome.isDone()) {
            return;
        }
        ImageEvent event;
        try {
            event = reader.read();
        } catch (MalformedEventException e) {
            outcome.complete(new Rejected(RejectionReason.MALFORMED_EVENT, e.getMessage()));
            return;
        }
        if (event.data().length == 0 && event.dataRef() == null) {
            outcome.complete(new Rejected(RejectionReason.EMPTY, "the event has no data and no address of any"));
            return;
        }
        CompletableFuture<ServedModel> lease = models.lease(event.model() == null ? defaultModel : event.model());
        if (lease.isDone()) {
            decode(event, lease, submittedAt, outcome);
        } else {
            var unused = lease.whenCompleteAsync(
                    (model, failure) -> guarded(outcome, () -> decode(event, lease, submittedAt, outcome)), decoders);
        }
    }

    private void decode(
            ImageEvent event,
            CompletableFuture<ServedModel> lease,
            long submittedAt,
            CompletableFuture<Outcome> outcome) {
        ServedModel model;
        try {
            model = lease.join();
        } catch (CompletionException e) {
            refuseModel(event, e, outcome);
            return;
        }
        if (event.data().length > 0) {
            decode(event, event.data(), model, submittedAt, outcome);
        } else {
            fetch(event, model, submittedAt, outcome);
        }
    }

    /** Goes on when the bytes are here; the time until then counts neither as queue nor as decode. */
    private void fetch(ImageEvent event, ServedModel model, long submittedAt, CompletableFuture<Outcome> outcome) {
        long start = System.nanoTime();
        CompletableFuture<FetchResult> fetch = references.fetch(event.dataRef());
        var unusedCancel = outcome.whenComplete((answer, failure) -> fetch.cancel(false));
        var unused = fetch.whenComplete((result, failure) -> {
            long fetchNanos = System.nanoTime() - start;
            decoders.execute(() -> guarded(outcome, () -> {
                if (result instanceof FetchResult.Fetched fetched) {
                    try (fetched) {
                        decode(event, fetched.data(), model, submittedAt + fetchNanos, outcome);
                    }
                    return;
                }
                model.endLease();
                if (result instanceof FetchResult.Refused refused) {
                    outcome.complete(new Rejected(refused.reason(), refused.message()));
                } else {
                    outcome.completeExceptionally(failure);
                }
            }));
        });
    }

    private void decode(
            ImageEvent event, byte[] encoded, ServedModel model, long submittedAt, CompletableFuture<Outcome> outcome) {
        ByteBuffer pixels = model.takePixelBuffer();
        long start = System.nanoTime();
        DecodeResult result = model.decoder().decode(encoded, pixels);
        long end = System.nanoTime();
        Picture picture = new Picture(event, model, pixels, end - start, start - submittedAt, end, outcome);
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
