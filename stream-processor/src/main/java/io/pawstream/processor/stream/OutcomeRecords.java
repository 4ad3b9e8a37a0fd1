package io.pawstream.processor.stream;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.model.ModelCard;
import io.pawstream.processor.classify.Outcome.Classified;
import io.pawstream.processor.classify.Outcome.Rejected;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.Record;

/** Outcomes as records of the output topics; key and timestamp are those of the image record. */
public final class OutcomeRecords {

    /** What stands in a rejected record for a picture that is too large. */
    static final byte[] NO_PICTURE = new byte[0];

    private final PredictionEventCodec predictions;
    private final Clock clock;

    public OutcomeRecords(PredictionEventCodec predictions, Clock clock) {
        this.predictions = predictions;
        this.clock = clock;
    }

    /** The class with the higher probability; class 1 if both are equal. */
    static String label(Classified outcome) {
        return outcome.card().classes().get(outcome.probability() >= 0.5 ? 1 : 0);
    }

    Record<byte[], byte[]> prediction(Record<byte[], byte[]> image, RecordAddress input, Classified outcome) {
        ProducerRecord<byte[], byte[]> written = predictions.toRecord(
                image.key(), prediction(input, outcome), outcome.event().traceparent(), OffsetDateTime.now(clock));
        return new Record<>(image.key(), written.value(), image.timestamp(), written.headers());
    }

    /** An answer as a prediction. */
    static PredictionEvent prediction(RecordAddress input, Classified outcome) {
        ModelCard card = outcome.card();
        ImageEvent event = outcome.event();
        double probability = outcome.probability();
        Map<String, Double> probabilities = new LinkedHashMap<>();
        probabilities.put(card.classes().get(0), 1 - probability);
        probabilities.put(card.classes().get(1), probability);
        return new PredictionEvent(
                event.id(),
                event.source(),
                event.subject(),
                label(outcome),
                Math.max(probability, 1 - probability),
                probabilities,
                new PredictionEvent.Model(card.name(), card.version(), card.sha256()),
                outcome.revision(),
                input,
                outcome.decodeSeconds(),
                outcome.queueSeconds(),
                outcome.inferenceSeconds());
    }

    Record<byte[], byte[]> rejection(Record<byte[], byte[]> image, RecordAddress input, Rejected outcome) {
        return image.withHeaders(Rejection.headers(image.headers(), outcome.reason(), outcome.message(), input));
    }

    /** The same rejection, which says where the picture is if it is too large to be kept with it. */
    static Rejected kept(Rejected rejected, RecordAddress input, boolean tooLarge) {
        return tooLarge
                ? new Rejected(
                        rejected.reason(),
                        rejected.message() + " (larger than the processor may write, so that it is only in the topic "
                                + input.topic() + ")")
                : rejected;
    }
}
