package io.pawstream.processor.shadow;

import io.pawstream.processor.pipeline.ImageRequest;
import io.pawstream.processor.pipeline.Result.Classified;

/** Where answers of the shadow model go. */
@FunctionalInterface
public interface ShadowOutput {

    /** Takes an answer; must not block. */
    void publish(ImageRequest image, Classified answer);
}
