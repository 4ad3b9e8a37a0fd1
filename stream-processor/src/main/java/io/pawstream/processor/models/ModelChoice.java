package io.pawstream.processor.models;

import io.pawstream.contract.event.ImageEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Decides which model classifies an image. */
@FunctionalInterface
public interface ModelChoice {

    /**
     * Chooses and leases the model of an image. The caller must end the lease.
     *
     * @param key key of the image's record; absent if the record has no key
     * @param event the image event
     * @return the model once it is loaded; fails with a {@link io.pawstream.model.ModelException} if it cannot be
     *     loaded
     */
    CompletableFuture<SelectedModel> choose(byte @Nullable [] key, ImageEvent event);
}
