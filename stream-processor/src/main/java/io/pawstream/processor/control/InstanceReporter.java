package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.InstanceStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Publishes the status of this instance once a second and passes it to a listener. */
public final class InstanceReporter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(InstanceReporter.class);

    /** Idle streams do not notice a missing broker, so the acknowledged status records show that one responds. */
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration WARN_INTERVAL = Duration.ofSeconds(10);

    private final String topic;
    private final StatusReader reader;
    private final Supplier<Optional<Producer<byte[], byte[]>>> producer;
    private final Listener listener;
    private final LongSupplier nanoTime;
    private volatile long brokerRespondedAt;
    private volatile long warnedAt;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pawstream-instance"));

    /** Receives the status once a second. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called once a second.
         *
         * @param status current status of this instance
         * @param brokerResponds whether a broker responded within the last 30 seconds
         */
        void report(InstanceStatus status, boolean brokerResponds);
    }

    /**
     * Creates a reporter that has not started.
     *
     * @param topic name of the topic of the instance status
     * @param reader reads the status
     * @param producer publishes the status; empty while the topic may be missing, because a producer would let the
     *     broker create it
     * @param listener receives the status before it is published
     */
    public InstanceReporter(
            String topic,
            StatusReader reader,
            Supplier<Optional<Producer<byte[], byte[]>>> producer,
            Listener listener) {
        this(topic, reader, producer, listener, System::nanoTime);
    }

    InstanceReporter(
            String topic,
            StatusReader reader,
            Supplier<Optional<Producer<byte[], byte[]>>> producer,
            Listener listener,
            LongSupplier nanoTime) {
        this.topic = topic;
        this.reader = reader;
        this.producer = producer;
        this.listener = listener;
        this.nanoTime = nanoTime;
        brokerRespondedAt = nanoTime.getAsLong();
        warnedAt = brokerRespondedAt - WARN_INTERVAL.toNanos();
    }

    /** Starts to report, immediately and once a second. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::report, 0, 1, TimeUnit.SECONDS);
    }

    void report() {
        try {
            InstanceStatus status = reader.read();
            listener.report(status, nanoTime.getAsLong() - brokerRespondedAt < BROKER_TIMEOUT.toNanos());
            send(status.toJson());
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                warn(e);
            }
        }
    }

    private void send(byte @Nullable [] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, 0, reader.instance().getBytes(UTF_8), value);
        producer.get().ifPresent(publisher -> {
            var unused = publisher.send(record, (written, failure) -> acknowledged(failure));
        });
    }

    private void acknowledged(@Nullable Exception failure) {
        // A broker that rejects the record has also responded.
        if (!(failure instanceof RetriableException)) {
            brokerRespondedAt = nanoTime.getAsLong();
        }
        if (failure != null) {
            warn(failure);
        }
    }

    /** Logs a failure, but not each second. */
    private void warn(Exception failure) {
        if (nanoTime.getAsLong() - warnedAt >= WARN_INTERVAL.toNanos()) {
            warnedAt = nanoTime.getAsLong();
            LOG.warnf("cannot publish the status of this instance: %s", failure.getMessage());
        }
    }

    /** Stops reporting and publishes that this instance has ended. */
    @Override
    public void close() {
        thread.shutdownNow();
        send(null);
    }
}
