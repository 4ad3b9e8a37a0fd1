package io.pawstream.processor.control;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.SelectionCodec;
import io.pawstream.processor.models.ModelSelector;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the topic of the model selection. The last record is the desired selection; its offset is the
 * revision.
 */
public final class SelectionTopic implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SelectionTopic.class);

    /** Time for the end of a failed transaction, so that it does not block the topic until it times out. */
    private static final Duration ABORT_TIMEOUT = Duration.ofSeconds(1);

    private final String topic;
    private final ModelSelector selector;
    private final Supplier<Producer<byte[], byte[]>> producer;
    private final TopicFollower follower;
    private @Nullable Runnable last;
    private @Nullable Runnable lastUnreadable;
    private boolean following;

    /**
     * Creates an accessor; {@link #start} reads the topic.
     *
     * @param consumerConfiguration configuration of a consumer without a group
     * @param producer creates a transactional producer, which writes one selection within a limited time
     * @param topic name of the topic
     * @param selector activates selections
     */
    public SelectionTopic(
            Map<String, Object> consumerConfiguration,
            Supplier<Producer<byte[], byte[]>> producer,
            String topic,
            ModelSelector selector) {
        this.topic = topic;
        this.selector = selector;
        this.producer = producer;
        this.follower = new TopicFollower(consumerConfiguration, topic, this::read);
    }

    /**
     * Reads the topic, activates the last selection, and follows new ones. Skips records that are not selections.
     *
     * @return false if this accessor was closed before it reached the end
     */
    public boolean start() {
        if (!follower.readToEnd()) {
            return false;
        }
        following = true;
        Stream.of(Optional.ofNullable(last), Optional.ofNullable(lastUnreadable))
                .flatMap(Optional::stream)
                .forEach(Runnable::run);
        follower.start();
        return true;
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            Selection selection = SelectionCodec.fromJson(record.value());
            last = () -> selector.select(record.offset(), selection);
            lastUnreadable = null;
        } catch (MalformedEventException e) {
            LOG.warnf("record %s is skipped: %s", RecordAddress.of(record), e.getMessage());
            lastUnreadable = () -> selector.unreadable(record.offset(), String.valueOf(e.getMessage()));
        }
        if (following) {
            Objects.requireNonNull(lastUnreadable == null ? last : lastUnreadable)
                    .run();
        }
    }

    /**
     * Publishes a selection to all instances, in a transaction. If the transaction is not committed, the selection never
     * takes effect. If Kafka does not confirm the commit, the next selection completes or aborts the transaction first,
     * so an earlier selection never replaces a later one.
     *
     * @param selection the desired selection
     * @return its revision
     * @throws IOException if the broker does not confirm the selection in time; the message says whether the selection
     *     can still take effect
     */
    long write(Selection selection) throws IOException {
        Producer<byte[], byte[]> transaction = producer.get();
        boolean committing = false;
        try {
            transaction.initTransactions();
            transaction.beginTransaction();
            Future<RecordMetadata> written = transaction.send(SelectionCodec.toRecord(topic, selection));
            transaction.flush();
            long revision = written.get().offset();
            committing = true;
            transaction.commitTransaction();
            return revision;
        } catch (ExecutionException e) {
            throw notWritten(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | InterruptException e) {
            throw committing ? unconfirmed(e) : notWritten(e);
        } catch (KafkaException | IllegalStateException e) {
            throw notWritten(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notWritten(e);
        } finally {
            transaction.close(ABORT_TIMEOUT);
        }
    }

    private IOException notWritten(Throwable cause) {
        String reason = cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException
                ? "another selection was written at the same time"
                : cause.getMessage();
        return new IOException(
                "cannot write the selection to topic " + topic + ", it does not take effect: " + reason, cause);
    }

    private IOException unconfirmed(Throwable cause) {
        return new IOException(
                "Kafka did not confirm the selection on topic " + topic
                        + " in time: it may still take effect, unless a later selection replaces it; check GET /selection",
                cause);
    }

    @Override
    public void close() {
        follower.close();
    }
}
