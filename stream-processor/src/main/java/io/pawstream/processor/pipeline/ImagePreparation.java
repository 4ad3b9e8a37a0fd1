package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ModelException;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.fetch.ImageFetcher;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelChoice;
import io.pawstream.processor.models.SelectedModel;
import io.pawstream.processor.pipeline.PendingImage.DecodeTimes;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.vision.image.DecodeFailure;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.OpenedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prepares one image for its batch: reads the event, chooses the model, fetches the image if the event only refers to
 * it, and decodes it. The steps run on inference workers and do not block them. An expired image is rejected before it is
 * fetched and before it is decoded.
 */
final class ImagePreparation {

    private static final String FETCHED = "it was fetched";

    private final ImageRequest request;
    private final ModelChoice models;
    private final ImageFetcher fetcher;
    private final WorkQueue queue;
    private final DecodeMemory memory;
    private final Deadlines deadlines;
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final long submittedAt = System.nanoTime();

    ImagePreparation(
            ImageRequest request,
            ModelChoice models,
            ImageFetcher fetcher,
            WorkQueue queue,
            DecodeMemory memory,
            Deadlines deadlines) {
        this.request = request;
        this.models = models;
        this.fetcher = fetcher;
        this.queue = queue;
        this.memory = memory;
        this.deadlines = deadlines;
    }

    CompletableFuture<Result> result() {
        return result;
    }

    void start() {
        next(this::read);
    }

    private void next(Runnable step) {
        queue.addStep(() -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
                if (e instanceof OutOfMemoryError outOfMemory) {
                    throw outOfMemory;
                }
            }
        });
    }

    /** Adds a step from another thread than the workers. If the queue is closed, releases what the step would use. */
    private void next(Runnable step, Runnable release) {
        try {
            next(step);
        } catch (RejectedExecutionException e) {
            release.run();
            result.completeExceptionally(new CancellationException("shutting down"));
        }
    }

    private void read() {
        if (result.isDone()) {
            return;
        }
        ImageEvent event;
        try {
            event = request.read();
        } catch (MalformedEventException e) {
            reject(request.identity(), RejectionReason.MALFORMED_EVENT, String.valueOf(e.getMessage()));
            return;
        }
        if (event.data().length == 0 && event.dataRef() == null) {
            reject(event.identity(), RejectionReason.EMPTY, "the event has no data and no dataref");
            return;
        }
        ReadImage image = new ReadImage(request, event, deadlines.of(request, event));
        if (rejectIfExpired(image, "it was read")) {
            return;
        }
        CompletableFuture<SelectedModel> choice = models.choose(request.key(), event);
        if (choice.isDone()) {
            selected(image, choice);
        } else {
            var unused = choice.whenComplete((model, failure) -> next(() -> selected(image, choice), () -> {
                if (model != null) {
                    model.model().endLease();
                }
            }));
        }
    }

    private boolean rejectIfExpired(ReadImage image, String step) {
        Rejected expired = image.expired(step);
        return expired != null && result.complete(expired);
    }

    private void selected(ReadImage image, CompletableFuture<SelectedModel> choice) {
        ImageEvent event = image.event();
        SelectedModel selected;
        try {
            selected = choice.join();
        } catch (CompletionException e) {
            modelMissing(event, e.getCause() == null ? e : e.getCause());
            return;
        }
        if (event.data().length > 0) {
            reserve(image, event.data(), selected, 0, () -> {});
        } else if (rejectIfExpired(image, FETCHED)) {
            // Loading the model may have taken long.
            selected.model().endLease();
        } else {
            fetch(image, selected);
        }
    }

    /** Rejects an event that requests an unknown model. A selected model that cannot be loaded is a service failure. */
    private void modelMissing(ImageEvent event, Throwable failure) {
        if (event.model() == null) {
            result.completeExceptionally(new ModelException("cannot load the default model", failure));
        } else if (failure instanceof ModelException) {
            reject(event.identity(), RejectionReason.UNKNOWN_MODEL, String.valueOf(failure.getMessage()));
        } else {
            result.completeExceptionally(failure);
        }
    }

    private void fetch(ReadImage image, SelectedModel selected) {
        long start = System.nanoTime();
        CompletableFuture<FetchResult> fetch =
                fetcher.fetch(String.valueOf(image.event().dataRef()));
        Deadline deadline = image.deadline();
        if (deadline != null) {
            // Ends an image that waits for a slot or for a host that does not respond.
            var unusedTimeout = fetch.completeOnTimeout(
                    new FetchResult.Rejected(RejectionReason.EXPIRED, deadline.message(Duration.ZERO, FETCHED)),
                    deadline.left().toNanos(),
                    TimeUnit.NANOSECONDS);
        }
        var unusedCancel = result.whenComplete((completed, failure) -> fetch.cancel(false));
        var unused = fetch.whenComplete((fetched, failure) -> {
            long fetchNanos = System.nanoTime() - start;
            next(() -> fetched(image, selected, fetched, failure, fetchNanos), () -> {
                selected.model().endLease();
                if (fetched instanceof FetchResult.Fetched complete) {
                    complete.close();
                }
            });
        });
    }

    private void fetched(
            ReadImage image,
            SelectedModel selected,
            @Nullable FetchResult fetchResult,
            @Nullable Throwable failure,
            long fetchNanos) {
        if (fetchResult instanceof FetchResult.Fetched fetched) {
            reserve(image, fetched.data(), selected, fetchNanos, fetched::close);
            return;
        }
        selected.model().endLease();
        if (fetchResult instanceof FetchResult.Rejected rejected) {
            reject(image.event().identity(), rejected.reason(), rejected.message());
        } else {
            result.completeExceptionally(failure == null ? new CancellationException() : failure);
        }
    }

    /** Decodes the image once its memory is available. The time of fetching counts neither as queue nor as decode time. */
    private void reserve(
            ReadImage image, byte[] encoded, SelectedModel selected, long fetchNanos, Runnable releaseEncoded) {
        OpenedImage opened;
        try {
            opened = selected.model().decoder().open(encoded);
        } catch (RuntimeException | Error e) {
            selected.model().endLease();
            releaseEncoded.run();
            throw e;
        }
        Runnable end = () -> {
            releaseEncoded.run();
            memory.release(opened.memoryBytes());
        };
        Runnable decode = () -> {
            try {
                decode(image, opened, selected, fetchNanos);
            } finally {
                end.run();
            }
        };
        Runnable later = () -> next(decode, () -> {
            selected.model().endLease();
            end.run();
        });
        if (memory.reserve(opened.memoryBytes(), later)) {
            decode.run();
        }
    }

    private void decode(ReadImage image, OpenedImage opened, SelectedModel selected, long fetchNanos) {
        LoadedModel model = selected.model();
        if (result.isDone() || rejectIfExpired(image, "it was decoded")) {
            model.endLease();
            return;
        }
        ByteBuffer pixels = model.takePixelBuffer();
        long start = System.nanoTime();
        DecodeResult decoded;
        try {
            decoded = opened.decode(pixels);
        } catch (RuntimeException | Error e) {
            model.release(pixels);
            model.endLease();
            throw e;
        }
        long end = System.nanoTime();
        DecodeTimes times = new DecodeTimes(end - start, start - submittedAt - fetchNanos, end);
        PendingImage pending = new PendingImage(image, selected, pixels, times, result);
        if (decoded instanceof DecodeResult.Failed failed) {
            pending.complete(new Rejected(image.event().identity(), reason(failed.failure()), failed.message()));
        } else if (!queue.add(pending)) {
            pending.fail(new CancellationException("shutting down"));
        }
    }

    private static RejectionReason reason(DecodeFailure failure) {
        return switch (failure) {
            case UNSUPPORTED_FORMAT -> RejectionReason.UNSUPPORTED_FORMAT;
            case TOO_MANY_BYTES -> RejectionReason.TOO_MANY_BYTES;
            case TOO_MANY_PIXELS -> RejectionReason.TOO_MANY_PIXELS;
            case TOO_MUCH_WORK -> RejectionReason.TOO_MUCH_WORK;
            case TRUNCATED -> RejectionReason.TRUNCATED;
            case UNREADABLE -> RejectionReason.UNREADABLE;
        };
    }

    private void reject(ImageIdentity image, RejectionReason reason, String message) {
        result.complete(new Rejected(image, reason, message));
    }
}
