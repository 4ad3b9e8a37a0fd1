package io.pawstream.processor.shadow;

import io.pawstream.processor.classify.ImageRecord;
import io.pawstream.processor.classify.Outcome.Classified;

/** Where answers of the shadow model go. */
@FunctionalInterface
public interface ShadowOutput {

    /** Takes an answer; must not block. */
    void publish(ImageRecord image, Classified answer);
}
