package io.pawstream.processor.shadow;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.processor.pipeline.ImageRequest;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.streams.ResultRecords;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.producer.Producer;

/** Publishes what the shadow model says, by a producer of its own and outside of all transactions. */
public final class ShadowTopic implements ShadowOutput {

    private final Producer<byte[], byte[]> producer;
    private final PredictionEventCodec codec;
    private final ShadowMetrics metrics;
    private final Clock clock;

    /**
     * A writer.
     *
     * @param producer must not block for long: it is called on threads that classify
     * @param codec of the shadow topic
     */
    public ShadowTopic(
            Producer<byte[], byte[]> producer, PredictionEventCodec codec, ShadowMetrics metrics, Clock clock) {
        this.producer = producer;
        this.codec = codec;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void publish(ImageRequest image, Classified answer) {
        var unused = producer.send(
                codec.toRecord(
                        image.key(),
                        ResultRecords.prediction(image.input(), answer),
                        answer.event().traceparent(),
                        OffsetDateTime.now(clock)),
                (written, failure) -> {
                    if (failure != null) {
                        metrics.unpublished();
                    }
                });
    }
}
