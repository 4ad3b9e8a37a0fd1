package io.pawstream.processor.control;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.processor.app.ProcessorConfig;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.observe.ImageMetrics;
import io.pawstream.processor.observe.ProcessMemory;
import io.pawstream.processor.streams.ConsumerLag;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this instance is doing at the moment. For one thread: rates are those since it was last asked. */
@Singleton
class StatusReader {

    private final String instance;
    private final String applicationId;
    private final ModelSelector selections;
    private final RepositoryWatcher repository;
    private final ImageMetrics images;
    private final KafkaStreams streams;
    private Counts before = new Counts(System.nanoTime(), 0, 0, 0);

    StatusReader(
            ProcessorConfig config,
            ModelSelector selections,
            RepositoryWatcher repository,
            ImageMetrics images,
            KafkaStreams streams,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.instance = config.instance().orElseGet(() -> hostName() + ":" + port);
        this.applicationId = applicationId;
        this.selections = selections;
        this.repository = repository;
        this.images = images;
        this.streams = streams;
    }

    private record Counts(long nanos, double received, double classified, double rejected) {}

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Name of this instance. */
    String instance() {
        return instance;
    }

    /** The status now. */
    InstanceStatus read() {
        Counts now =
                new Counts(System.nanoTime(), images.receivedCount(), images.classifiedCount(), images.rejectedCount());
        double seconds = (now.nanos - before.nanos) / 1e9;
        ModelSelector.Active active = selections.active();
        ModelSelector.Desired desired = selections.desired();
        InstanceStatus status = new InstanceStatus(
                instance,
                applicationId,
                active.revision(),
                Math.max(desired.revision(), active.revision()),
                desired.error(),
                repository.statuses(),
                (now.received - before.received) / seconds,
                (now.classified - before.classified) / seconds,
                (now.rejected - before.rejected) / seconds,
                ConsumerLag.records(streams),
                ProcessMemory.bytes(),
                images.counts());
        before = now;
        return status;
    }
}
