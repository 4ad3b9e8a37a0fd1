package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The end of processing one image. It holds no encoded image. */
public sealed interface Result {

    /** Identity of the image. */
    ImageIdentity image();

    /**
     * A model classified the image.
     *
     * @param card card of the model
     * @param revision revision of the model selection that chose the model
     * @param times time in each stage
     * @param pixels a sampled copy of the model's input, uint8 RGB [height, width, 3], or null if it was not sampled
     */
    record Classified(
            ImageIdentity image,
            ModelCard card,
            long revision,
            Prediction prediction,
            StageTimes times,
            @Nullable ByteBuffer pixels)
            implements Result {

        /** The same result without pixels. */
        public Classified withoutPixels() {
            return pixels == null ? this : new Classified(image, card, revision, prediction, times, null);
        }

        /**
         * The prediction event of this result.
         *
         * @param input address of the image record
         */
        public PredictionEvent toEvent(RecordAddress input) {
            return new PredictionEvent(
                    image.id(),
                    image.source(),
                    image.subject(),
                    prediction.label(),
                    prediction.probability(),
                    prediction.probabilities(),
                    new PredictionEvent.Model(card.name(), card.version(), card.sha256()),
                    revision,
                    input,
                    times.decodeSeconds(),
                    times.queueSeconds(),
                    times.inferenceSeconds());
        }
    }

    /**
     * The image cannot be classified.
     *
     * @param message what was found and what is allowed
     */
    record Rejected(ImageIdentity image, RejectionReason reason, String message) implements Result {}

    /**
     * Time that an image spends in each stage.
     *
     * @param decodeSeconds time from encoded bytes to pixels
     * @param queueSeconds time in the queue, before decoding and before inference
     * @param inferenceSeconds inference time of the image's batch
     */
    record StageTimes(double decodeSeconds, double queueSeconds, double inferenceSeconds) {}
}
