package io.pawstream.processor.shadow;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.processor.pipeline.ImageRequest;
import io.pawstream.processor.pipeline.Result.Classified;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** Publishes predictions of the shadow model with a separate producer, outside the transactions of the streams. */
public final class ShadowPublisher {

    private final Supplier<Producer<byte[], byte[]>> producer;
    private final PredictionEventCodec codec;
    private final ShadowMetrics metrics;
    private final Clock clock;

    /**
     * Creates a publisher.
     *
     * @param producer returns the producer, created on first use; must not block for long, because inference workers
     *     wait
     * @param codec codec of the shadow topic
     * @param metrics counts predictions that the broker does not accept
     * @param clock time of prediction events
     */
    public ShadowPublisher(
            Supplier<Producer<byte[], byte[]>> producer,
            PredictionEventCodec codec,
            ShadowMetrics metrics,
            Clock clock) {
        this.producer = producer;
        this.codec = codec;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Publishes a prediction without waiting for the broker. */
    void publish(ImageRequest image, Classified result) {
        var unused = producer.get()
                .send(
                        codec.toRecord(
                                image.key(),
                                result.toEvent(image.address()),
                                result.image().traceparent(),
                                OffsetDateTime.now(clock)),
                        (written, failure) -> {
                            if (failure != null) {
                                metrics.publishFailed();
                            }
                        });
    }
}
