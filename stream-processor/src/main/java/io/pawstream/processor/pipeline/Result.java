package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ModelCard;

/** What became of one image. A bad image is a value, not an exception. */
public sealed interface Result {

    /**
     * A model has answered.
     *
     * @param event the image event
     * @param card card of the model that answered
     * @param revision revision of the selection that was in force
     * @param probability probability of the class at index 1 of the card, 0 to 1
     * @param decodeSeconds time from encoded bytes to pixels
     * @param queueSeconds time spent waiting, before decoding and before inference
     * @param inferenceSeconds time that the batch took in the model
     */
    record Classified(
            ImageEvent event,
            ModelCard card,
            long revision,
            float probability,
            double decodeSeconds,
            double queueSeconds,
            double inferenceSeconds)
            implements Result {}

    /**
     * The image is refused.
     *
     * @param reason why
     * @param message what was found and what would be right
     */
    record Rejected(RejectionReason reason, String message) implements Result {}
}
