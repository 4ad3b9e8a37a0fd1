package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.MalformedEventException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** What the instances that are alive have last told of themselves. */
public final class InstanceBoard {

    private static final Logger LOG = Logger.getLogger(InstanceBoard.class);

    /** Each tells something once a second. */
    private static final long ALIVE_MILLIS = 5_000;

    private record Told(InstanceStatus status, long atMillis) {}

    private final Map<String, Told> instances = new ConcurrentSkipListMap<>();
    private final Clock clock;

    public InstanceBoard(Clock clock) {
        this.clock = clock;
    }

    /** Takes a record of the topic in. */
    public void hear(ConsumerRecord<byte[], byte[]> record) {
        String instance = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (record.value() == null) {
            instances.remove(instance);
            return;
        }
        try {
            // By the clock here: those of two machines differ.
            instances.put(instance, new Told(InstanceStatus.fromJson(record.value()), clock.millis()));
        } catch (MalformedEventException e) {
            LOG.warnf("record %s-%d-%d: %s", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    /** The instances that are alive, by name. */
    public List<InstanceStatus> alive() {
        long oldest = clock.millis() - ALIVE_MILLIS;
        instances.values().removeIf(told -> told.atMillis() < oldest);
        return instances.values().stream().map(Told::status).toList();
    }
}
