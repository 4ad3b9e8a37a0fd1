package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.processor.app.InstanceReadiness;
import io.pawstream.processor.app.ProcessorConfig;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.observe.Drift;
import io.pawstream.processor.observe.InstanceMetrics;
import io.pawstream.processor.observe.LiveTicker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/** Tells once a second what this instance is doing: the topic of the instances, the metrics, the live page. */
@ApplicationScoped
class InstanceReporter {

    private static final Logger LOG = Logger.getLogger(InstanceReporter.class);

    /** An idle stream runs on without a broker: that one takes the status shows that it is there. */
    private static final Duration HEARD = Duration.ofSeconds(30);

    private final ProcessorConfig config;
    private final StatusReader reader;
    private final InstanceMetrics metrics;
    private final ModelSelector selections;
    private final Drift drift;
    private final InstanceReadiness readiness;
    private final LiveTicker ticker;
    private final Producer<byte[], byte[]> producer;
    private volatile long heardAt = System.nanoTime();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pawstream-instance"));

    InstanceReporter(
            ProcessorConfig config,
            StatusReader reader,
            InstanceMetrics metrics,
            ModelSelector selections,
            Drift drift,
            InstanceReadiness readiness,
            LiveTicker ticker,
            @Named("control") Producer<byte[], byte[]> producer) {
        this.config = config;
        this.reader = reader;
        this.metrics = metrics;
        this.selections = selections;
        this.drift = drift;
        this.readiness = readiness;
        this.ticker = ticker;
        this.producer = producer;
    }

    void start(@Observes StartupEvent event) {
        if (config.replay().isEmpty()) {
            var unused = thread.scheduleWithFixedDelay(this::tell, 0, 1, TimeUnit.SECONDS);
        }
    }

    private void tell() {
        try {
            InstanceStatus status = reader.read();
            boolean heard = System.nanoTime() - heardAt < HEARD.toNanos();
            metrics.update(status, selections.active(), drift.readings(), readiness.isReady() && heard);
            ticker.tick();
            send(status.toJson());
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warnf("the status of this instance cannot be told: %s", e.getMessage());
            }
        }
    }

    private void send(byte[] value) {
        var unused = producer.send(
                new ProducerRecord<>(
                        config.topics().instances(), reader.instance().getBytes(UTF_8), value),
                (written, failure) -> {
                    // A broker that refuses is there.
                    if (!(failure instanceof RetriableException)) {
                        heardAt = System.nanoTime();
                    }
                    if (failure != null) {
                        LOG.warnf("the status of this instance cannot be told: %s", failure.getMessage());
                    }
                });
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
        if (config.replay().isEmpty()) {
            send(null);
        }
    }
}
