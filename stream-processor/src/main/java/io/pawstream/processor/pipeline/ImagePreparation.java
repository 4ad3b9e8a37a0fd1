package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ModelException;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.fetch.ImageFetcher;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelChoice;
import io.pawstream.processor.models.SelectedModel;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The way of one image into the queue: its event is read, its model chosen, its bytes fetched if they are elsewhere, and
 * decoded. Each step runs on a thread that classifies; none waits.
 */
final class ImagePreparation {

    private final ImageRequest record;
    private final ModelChoice models;
    private final ImageFetcher references;
    private final WorkQueue queue;
    private final CompletableFuture<Result> outcome = new CompletableFuture<>();
    private final long submittedAt = System.nanoTime();

    ImagePreparation(ImageRequest record, ModelChoice models, ImageFetcher references, WorkQueue queue) {
        this.record = record;
        this.models = models;
        this.references = references;
        this.queue = queue;
    }

    CompletableFuture<Result> outcome() {
        return outcome;
    }

    void start() {
        next(this::read);
    }

    private void next(Runnable step) {
        queue.addStep(() -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
                if (e instanceof OutOfMemoryError outOfMemory) {
                    throw outOfMemory;
                }
            }
        });
    }

    private void read() {
        if (outcome.isDone()) {
            return;
        }
        ImageEvent event;
        try {
            event = record.reader().read();
        } catch (MalformedEventException e) {
            reject(RejectionReason.MALFORMED_EVENT, e.getMessage());
            return;
        }
        if (event.data().length == 0 && event.dataRef() == null) {
            reject(RejectionReason.EMPTY, "the event has no data and no address of any");
            return;
        }
        CompletableFuture<SelectedModel> choice = models.choose(record.key(), event);
        if (choice.isDone()) {
            chosen(event, choice);
        } else {
            var unused = choice.whenComplete((model, failure) -> next(() -> chosen(event, choice)));
        }
    }

    private void chosen(ImageEvent event, CompletableFuture<SelectedModel> choice) {
        SelectedModel chosen;
        try {
            chosen = choice.join();
        } catch (CompletionException e) {
            refuseModel(event, e.getCause());
            return;
        }
        if (event.data().length > 0) {
            decode(event, event.data(), chosen, 0);
        } else {
            fetch(event, chosen);
        }
    }

    /** A model that an event asks for is the event's own fault; the default one is the service's. */
    private void refuseModel(ImageEvent event, Throwable failure) {
        if (event.model() == null) {
            outcome.completeExceptionally(new ModelException("the default model cannot be had", failure));
        } else if (failure instanceof ModelException) {
            reject(RejectionReason.UNKNOWN_MODEL, failure.getMessage());
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    private void fetch(ImageEvent event, SelectedModel chosen) {
        long start = System.nanoTime();
        CompletableFuture<FetchResult> fetch = references.fetch(event.dataRef());
        var unusedCancel = outcome.whenComplete((answer, failure) -> fetch.cancel(false));
        var unused = fetch.whenComplete((result, failure) -> {
            long fetchNanos = System.nanoTime() - start;
            next(() -> fetched(event, chosen, result, failure, fetchNanos));
        });
    }

    private void fetched(
            ImageEvent event, SelectedModel chosen, FetchResult result, Throwable failure, long fetchNanos) {
        if (result instanceof FetchResult.Fetched fetched) {
            try (fetched) {
                decode(event, fetched.data(), chosen, fetchNanos);
            }
            return;
        }
        chosen.model().endLease();
        if (result instanceof FetchResult.Rejected rejected) {
            reject(rejected.reason(), rejected.message());
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    /** Decodes; the time that fetching took counts neither as queue nor as decode. */
    private void decode(ImageEvent event, byte[] encoded, SelectedModel chosen, long fetchNanos) {
        LoadedModel model = chosen.model();
        ByteBuffer pixels = model.takePixelBuffer();
        long start = System.nanoTime();
        DecodeResult result;
        try {
            result = model.decoder().decode(encoded, pixels);
        } catch (RuntimeException | Error e) {
            model.release(pixels);
            model.endLease();
            throw e;
        }
        long end = System.nanoTime();
        PendingImage image = new PendingImage(
                record,
                event,
                model,
                chosen.revision(),
                pixels,
                end - start,
                start - submittedAt - fetchNanos,
                end,
                outcome);
        if (result instanceof Failed failed) {
            image.settle(new Rejected(RejectionReason.valueOf(failed.failure().name()), failed.message()));
        } else if (!queue.add(image)) {
            image.fail(new CancellationException("shutting down"));
        }
    }

    private void reject(RejectionReason reason, String message) {
        outcome.complete(new Rejected(reason, message));
    }
}
