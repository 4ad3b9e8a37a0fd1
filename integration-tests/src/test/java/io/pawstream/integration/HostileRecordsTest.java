package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that could block their partition. */
@Tag("slow")
class HostileRecordsTest {

    private static final int MAX_REQUEST = 20_000;

    @Test
    void oversizedRecordsAndHeadersWithoutValueAreRejectedAndTheirNeighboursAreClassified() throws Exception {
        try (Pipeline pipeline =
                Pipeline.start(Map.of("kafka-streams.producer.max.request.size", Integer.toString(MAX_REQUEST)))) {
            ProducerRecord<byte[], byte[]> withoutValue = record("no value", TestImages.png());
            withoutValue.headers().add("ce_traceparent", null);
            Outputs outputs = pipeline.publishAndAwait(
                    List.of(
                            record("before", TestImages.png()),
                            withoutValue,
                            record("too large", new byte[3 * MAX_REQUEST]),
                            record("after", TestImages.png())),
                    Duration.ofMinutes(2));

            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactly("before", "after");
            assertThat(outputs.rejections()).extracting(Rejection::imageId).containsExactly("no value", "too large");
            assertThat(outputs.rejections())
                    .extracting(Rejection::reason)
                    .containsExactly(RejectionReason.MALFORMED_EVENT, RejectionReason.UNSUPPORTED_FORMAT);
        }
    }

    /** All records have the same key, so that they stay in order. */
    private static ProducerRecord<byte[], byte[]> record(String id, byte[] data) {
        return TestImages.withKey("camera", TestImages.record(id, data));
    }
}
