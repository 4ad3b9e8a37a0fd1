package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The result of processing one image, without the encoded image. */
public sealed interface Result {

    /** {@return the identity of the image} */
    ImageIdentity image();

    /**
     * The result of an image that a model classified.
     *
     * @param image identity of the image
     * @param card card of the model
     * @param revision revision of the model selection that chose the model
     * @param prediction prediction of the model
     * @param times time in each stage
     * @param pixels copy of the input of the model, uint8 RGB [height, width, 3]; absent if the image was not sampled
     */
    record Classified(
            ImageIdentity image,
            ModelCard card,
            long revision,
            Prediction prediction,
            StageTimes times,
            @Nullable ByteBuffer pixels)
            implements Result {

        /** {@return the same result without pixels} */
        public Classified withoutPixels() {
            return pixels == null ? this : new Classified(image, card, revision, prediction, times, null);
        }

        /**
         * Creates the prediction event of this result.
         *
         * @param input position of the image record
         * @return the event
         */
        public PredictionEvent toEvent(RecordAddress input) {
            return new PredictionEvent(
                    image.id(),
                    image.source(),
                    image.subject(),
                    prediction.label(),
                    prediction.probability(),
                    prediction.top().stream()
                            .map(each -> new PredictionEvent.ClassProbability(each.label(), each.probability()))
                            .toList(),
                    new PredictionEvent.Model(card.name(), card.version(), card.sha256()),
                    revision,
                    input,
                    times.decodeSeconds(),
                    times.queueSeconds(),
                    times.inferenceSeconds());
        }
    }

    /**
     * The result of an image that cannot be classified.
     *
     * @param image identity of the image
     * @param reason why the image is rejected
     * @param message what was found and what is allowed
     */
    record Rejected(ImageIdentity image, RejectionReason reason, String message) implements Result {}

    /**
     * Time that an image spends in each stage.
     *
     * @param decodeSeconds time from encoded bytes to pixels
     * @param queueSeconds time in the queue, before decoding and before inference
     * @param inferenceSeconds inference time of the batch
     */
    record StageTimes(double decodeSeconds, double queueSeconds, double inferenceSeconds) {

        /**
         * Converts times from nanoseconds.
         *
         * @param decode time from encoded bytes to pixels
         * @param queue time in the queue
         * @param inference inference time of the batch
         * @return the times in seconds
         */
        public static StageTimes ofNanos(long decode, long queue, long inference) {
            return new StageTimes(decode * 1e-9, queue * 1e-9, inference * 1e-9);
        }
    }
}
