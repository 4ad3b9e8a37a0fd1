package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult.Rejected;
import io.pawstream.processor.fetch.ImageFetcher;
import io.pawstream.processor.models.ModelChoice;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A classifier of one thread and batches of 4. */
public final class TestPipeline {

    /** Finds no image anywhere. */
    public static final ImageFetcher NO_REFERENCES = address -> CompletableFuture.completedFuture(
            new Rejected(RejectionReason.REFERENCE_NOT_FOUND, address + " is not there"));

    private TestPipeline() {}

    public static ImagePipeline of(ModelChoice models, ImageFetcher references) {
        return new ImagePipeline(
                models,
                references,
                1,
                new WorkQueue(4, 1),
                images -> {},
                new ModelFailure(Duration.ofMillis(1), Duration.ofMillis(1)),
                (image, probability) -> {});
    }
}
