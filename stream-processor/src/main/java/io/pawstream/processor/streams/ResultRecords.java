package io.pawstream.processor.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Creates the output record of a result. Its key and timestamp are those of the image record. */
public final class ResultRecords {

    private final PredictionEventCodec predictions;
    private final Clock clock;

    /**
     * Creates a factory of output records.
     *
     * @param predictions codec of the predictions topic
     * @param clock time of prediction events
     */
    public ResultRecords(PredictionEventCodec predictions, Clock clock) {
        this.predictions = predictions;
        this.clock = clock;
    }

    Record<byte[], byte[]> prediction(Record<byte[], byte[]> image, RecordAddress input, Classified result) {
        ProducerRecord<byte[], byte[]> written = predictions.toRecord(
                image.key(), result.toEvent(input), result.image().traceparent(), OffsetDateTime.now(clock));
        return new Record<>(image.key(), written.value(), image.timestamp(), written.headers());
    }

    /**
     * Creates the record of a rejection.
     *
     * @param image the image record
     * @param input position of the image record
     * @param result the rejection
     * @param form how the rejection differs from the image record
     * @return the output record
     */
    @SuppressWarnings("NullAway") // Records may have null keys; Streams is not annotated.
    static Record<byte[], byte[]> rejection(
            Record<byte[], byte[]> image, RecordAddress input, Rejected result, RejectionForm form) {
        boolean bare = form.timesTooLarge() > 1;
        Headers headers = Rejection.headers(
                bare ? new RecordHeaders() : image.headers(), result.reason(), result.message(), input);
        headers.remove(OversizedRecord.MARK);
        byte[] key = bare ? null : image.key();
        byte[] anyKey = key == null && form.needsKey() ? input.toString().getBytes(UTF_8) : key;
        long timestamp = form.time() == null ? image.timestamp() : form.time().toEpochMilli();
        return form.timesTooLarge() == 0 && result.reason() != RejectionReason.RECORD_TOO_LARGE
                ? new Record<>(anyKey, image.value(), timestamp, headers)
                : new Record<>(anyKey, new byte[0], timestamp, Rejection.withoutImage(headers));
    }
}
