package io.pawstream.processor.streams;

import io.pawstream.processor.pipeline.Result;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What becomes of the records, for whoever counts or shows it: attempts of this process, so that a record that is processed again after
 * an abort counts again.
 *
 * <p>Law: once idle, received = classified + rejected. A try that fails counts in none of them.
 */
public interface StreamMetrics {

    /** A record has an answer. */
    void received();

    /** The result of a record was not prefetched: its image could not meet others in a batch. */
    void prefetchMissed();

    /**
     * A record became a prediction.
     *
     * @param timestampMillis timestamp of the record
     */
    void classified(Result.Classified outcome, String label, long timestampMillis);

    /**
     * A record became a rejection.
     *
     * @param rejection what goes to the topic of rejections, at the address of the image record; {@link
     *     io.pawstream.contract.event.Rejection#fromRecord} reads it
     */
    void rejected(Result.Rejected outcome, ConsumerRecord<byte[], byte[]> rejection);
}
