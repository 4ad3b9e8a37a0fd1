package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Keeps the latest status of each live instance. Thread-safe. */
public final class LiveInstances {

    private static final Logger LOG = Logger.getLogger(LiveInstances.class);

    /** An instance without a status for this time is not live; each publishes its status once a second. */
    private static final long ALIVE_MILLIS = 5_000;

    private record Reported(InstanceStatus status, long atMillis) {}

    private final Map<String, Reported> instances = new ConcurrentSkipListMap<>();
    private final Clock clock;

    /**
     * Creates a list without instances.
     *
     * @param clock time at which each status is received
     */
    public LiveInstances(Clock clock) {
        this.clock = clock;
    }

    /**
     * Updates the status of an instance, or removes an instance that has ended.
     *
     * @param record a record of the topic {@code instances}
     */
    public void update(ConsumerRecord<byte[], byte[]> record) {
        String instance = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (record.value() == null) {
            instances.remove(instance);
            return;
        }
        try {
            // Use the local time, because the clocks of two machines may differ.
            instances.put(instance, new Reported(InstanceStatus.fromJson(record.value()), clock.millis()));
        } catch (MalformedEventException e) {
            LOG.warnf("record %s: %s", RecordAddress.of(record), e.getMessage());
        }
    }

    /** {@return the status of each live instance, sorted by name} */
    public List<InstanceStatus> alive() {
        long oldest = clock.millis() - ALIVE_MILLIS;
        instances.values().removeIf(reported -> reported.atMillis() < oldest);
        return instances.values().stream().map(Reported::status).toList();
    }
}
