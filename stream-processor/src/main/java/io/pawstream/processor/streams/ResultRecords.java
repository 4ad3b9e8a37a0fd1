package io.pawstream.processor.streams;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Outcomes as records of the output topics; key and timestamp are those of the image record. */
public final class ResultRecords {

    private final PredictionEventCodec predictions;
    private final Clock clock;

    public ResultRecords(PredictionEventCodec predictions, Clock clock) {
        this.predictions = predictions;
        this.clock = clock;
    }

    /** The class with the higher probability; class 1 if both are equal. */
    static String label(Classified outcome) {
        return outcome.card().classes().get(outcome.probability() >= 0.5 ? 1 : 0);
    }

    public Record<byte[], byte[]> prediction(Record<byte[], byte[]> image, RecordAddress input, Classified outcome) {
        ProducerRecord<byte[], byte[]> written = predictions.toRecord(
                image.key(), prediction(input, outcome), outcome.event().traceparent(), OffsetDateTime.now(clock));
        return new Record<>(image.key(), written.value(), image.timestamp(), written.headers());
    }

    /** An answer as a prediction. */
    public static PredictionEvent prediction(RecordAddress input, Classified outcome) {
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

    /**
     * A rejection as it is written.
     *
     * @param tooLarge how often it was too large to be written: then it has no image, and at last no key and no headers of
     *     the image event either
     */
    static Record<byte[], byte[]> rejection(
            Record<byte[], byte[]> image, RecordAddress input, Rejected outcome, int tooLarge) {
        boolean bare = tooLarge > 1;
        Headers headers = Rejection.headers(
                bare ? new RecordHeaders() : image.headers(), outcome.reason(), outcome.message(), input);
        return tooLarge == 0
                ? image.withHeaders(headers)
                : new Record<>(
                        bare ? null : image.key(), new byte[0], image.timestamp(), Rejection.withoutImage(headers));
    }
}
