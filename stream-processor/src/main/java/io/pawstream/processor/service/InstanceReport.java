package io.pawstream.processor.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.processor.drift.Drift;
import io.pawstream.processor.live.LiveTicker;
import io.pawstream.processor.metrics.ImageMetrics;
import io.pawstream.processor.metrics.InstanceMetrics;
import io.pawstream.processor.model.RepositoryWatch;
import io.pawstream.processor.selection.Selections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Tells once a second what this instance is doing. */
@ApplicationScoped
class InstanceReport {

    private static final Logger LOG = Logger.getLogger(InstanceReport.class);

    private final ProcessorConfig config;
    private final Selections selections;
    private final RepositoryWatch repository;
    private final ImageMetrics images;
    private final InstanceMetrics metrics;
    private final Drift drift;
    private final LiveTicker ticker;
    private final KafkaStreams streams;
    private final Producer<byte[], byte[]> producer;
    private final String applicationId;
    private final String instance;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pawstream-instance"));
    private Counts before = new Counts(System.nanoTime(), 0, 0, 0);

    InstanceReport(
            ProcessorConfig config,
            Selections selections,
            RepositoryWatch repository,
            ImageMetrics images,
            InstanceMetrics metrics,
            Drift drift,
            LiveTicker ticker,
            KafkaStreams streams,
            @Named("control") Producer<byte[], byte[]> producer,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.config = config;
        this.selections = selections;
        this.repository = repository;
        this.images = images;
        this.metrics = metrics;
        this.drift = drift;
        this.ticker = ticker;
        this.streams = streams;
        this.producer = producer;
        this.applicationId = applicationId;
        this.instance = config.instance().orElseGet(() -> hostName() + ":" + port);
    }

    private record Counts(long nanos, double received, double classified, double rejected) {}

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    void start(@Observes StartupEvent event) {
        if (config.replay().isEmpty()) {
            var unused = thread.scheduleAtFixedRate(this::tell, 0, 1, TimeUnit.SECONDS);
        }
    }

    private void tell() {
        try {
            InstanceStatus status = status();
            metrics.update(status, selections.applied(), drift.readings());
            send(status.toJson());
            ticker.tick();
        } catch (RuntimeException e) {
            LOG.warnf("the status of this instance cannot be told: %s", e.getMessage());
        }
    }

    private InstanceStatus status() {
        Counts now = new Counts(
                System.nanoTime(), images.receivedCount(), images.classifiedCount(), images.rejectedCount());
        double seconds = (now.nanos - before.nanos) / 1e9;
        Selections.Applied applied = selections.applied();
        Selections.Wanted wanted = selections.wanted();
        InstanceStatus status = new InstanceStatus(
                instance,
                applicationId,
                applied.revision(),
                Math.max(wanted.revision(), applied.revision()),
                wanted.problem(),
                repository.statuses(),
                (now.received - before.received) / seconds,
                (now.classified - before.classified) / seconds,
                (now.rejected - before.rejected) / seconds,
                StreamsLag.records(streams),
                ResidentMemory.bytes(),
                images.counts());
        before = now;
        return status;
    }

    private void send(byte[] value) {
        var unused = producer.send(
                new ProducerRecord<>(config.topics().instances(), instance.getBytes(UTF_8), value),
                (written, failure) -> {
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
