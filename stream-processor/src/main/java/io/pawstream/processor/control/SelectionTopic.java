package io.pawstream.processor.control;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.SelectionCodec;
import io.pawstream.processor.models.ModelSelector;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the topic of the model selection. The last record is the desired selection; its offset is the
 * revision.
 */
public final class SelectionTopic implements AutoCloseable {

    private static final long WRITE_TIMEOUT_SECONDS = 10;

    private final String topic;
    private final ModelSelector selector;
    private final Supplier<Producer<byte[], byte[]>> producer;
    private final TopicFollower follower;
    private @Nullable ConsumerRecord<byte[], byte[]> last;
    private boolean following;

    /**
     * Creates an accessor; {@link #start} reads the topic.
     *
     * @param consumerConfiguration configuration of a consumer without a group
     * @param producer writes selections
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
     * Reads the topic, activates the last selection, and follows new ones.
     *
     * @return false if this accessor was closed before it reached the end
     */
    public boolean start() {
        if (!follower.readToEnd()) {
            return false;
        }
        following = true;
        ConsumerRecord<byte[], byte[]> latest = last;
        if (latest != null) {
            read(latest);
        }
        follower.start();
        return true;
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (!following) {
            last = record;
            return;
        }
        try {
            selector.select(record.offset(), SelectionCodec.fromJson(record.value()));
        } catch (MalformedEventException e) {
            selector.unreadable(record.offset(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Publishes a selection to all instances.
     *
     * @param selection the desired selection
     * @return its revision
     * @throws IOException if the broker does not acknowledge it in time
     */
    long write(Selection selection) throws IOException {
        try {
            return producer.get()
                    .send(SelectionCodec.toRecord(topic, selection))
                    .get(WRITE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("cannot write the selection to topic " + topic + ": " + cause.getMessage(), e);
        } catch (IllegalStateException e) {
            throw new IOException("cannot write the selection: the service is shutting down", e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "topic " + topic + " did not accept the selection within " + WRITE_TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing the selection", e);
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
