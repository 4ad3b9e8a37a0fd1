package io.pawstream.processor.control;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.SelectionCodec;
import io.pawstream.model.ModelException;
import io.pawstream.processor.models.ModelSelector;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;

/** The topic of the selection: the last record counts, and its offset is the revision. */
public final class SelectionTopic implements AutoCloseable {

    private static final long WRITE_TIMEOUT_SECONDS = 10;

    private final String topic;
    private final ModelSelector selections;
    private final Producer<byte[], byte[]> producer;
    private final TopicFollower follower;
    private ConsumerRecord<byte[], byte[]> last;
    private boolean following;

    /**
     * Reads nothing yet.
     *
     * @param consumerConfiguration of a consumer without a group
     * @param producer writes selections
     * @param topic name of the topic
     * @param selections switches
     */
    public SelectionTopic(
            Map<String, Object> consumerConfiguration,
            Producer<byte[], byte[]> producer,
            String topic,
            ModelSelector selections) {
        this.topic = topic;
        this.selections = selections;
        this.producer = producer;
        this.follower = new TopicFollower(consumerConfiguration, topic, this::hear);
    }

    /** Reads what is there, switches to the last selection, and follows; false if it was closed before. */
    public boolean start() {
        if (!follower.readToEnd()) {
            return false;
        }
        following = true;
        if (last != null) {
            hear(last);
        }
        follower.start();
        return true;
    }

    private void hear(ConsumerRecord<byte[], byte[]> selection) {
        if (!following) {
            last = selection;
            return;
        }
        try {
            selections.select(selection.offset(), SelectionCodec.fromJson(selection.value()));
        } catch (MalformedEventException e) {
            selections.unreadable(selection.offset(), e.getMessage());
        }
    }

    /**
     * Selects models for all instances.
     *
     * @return the revision
     * @throws ModelException if the broker does not take it
     */
    public long write(Selection selection) throws ModelException {
        try {
            return producer.send(SelectionCodec.toRecord(topic, selection))
                    .get(WRITE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException e) {
            throw new ModelException(
                    "the selection cannot be written to the topic " + topic + ": "
                            + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new ModelException(
                    "the topic " + topic + " has not taken the selection within " + WRITE_TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while the selection was written", e);
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
