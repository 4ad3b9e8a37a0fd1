package io.pawstream.processor.models;

import io.pawstream.contract.event.ImageEvent;
import java.util.concurrent.CompletableFuture;

/** Says which model classifies an image. */
@FunctionalInterface
public interface ModelChoice {

    /**
     * The model that was chosen.
     *
     * @param model the model, leased to whoever asked
     * @param revision revision of the selection that was in force
     */
    record Chosen(LoadedModel model, long revision) {}

    /**
     * Chooses, once for each image.
     *
     * @param key key of the image's record, or null
     * @param event the image
     * @return the model when it is loaded; fails with a {@link io.pawstream.model.ModelException} if it cannot be
     */
    CompletableFuture<Chosen> choose(byte[] key, ImageEvent event);
}
