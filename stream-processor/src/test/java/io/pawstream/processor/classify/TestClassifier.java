package io.pawstream.processor.classify;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.reference.FetchResult.Refused;
import io.pawstream.processor.reference.ImageFetcher;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A classifier of one thread and batches of 4. */
public final class TestClassifier {

    /** Finds no image anywhere. */
    public static final ImageFetcher NO_REFERENCES = address -> CompletableFuture.completedFuture(
            new Refused(RejectionReason.REFERENCE_NOT_FOUND, address + " is not there"));

    private TestClassifier() {}

    public static ImageClassifier of(ModelChoice models, ImageFetcher references) {
        return new ImageClassifier(
                models,
                references,
                1,
                new BatchQueue(4, 1),
                images -> {},
                new ModelFault(Duration.ofMillis(1), Duration.ofMillis(1)),
                (image, probability) -> {});
    }
}
