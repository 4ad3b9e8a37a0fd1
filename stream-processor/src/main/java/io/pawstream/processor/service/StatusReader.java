package io.pawstream.processor.service;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.processor.metrics.ImageMetrics;
import io.pawstream.processor.model.RepositoryWatch;
import io.pawstream.processor.selection.Selections;
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
    private final Selections selections;
    private final RepositoryWatch repository;
    private final ImageMetrics images;
    private final KafkaStreams streams;
    private Counts before = new Counts(System.nanoTime(), 0, 0, 0);

    StatusReader(
            ProcessorConfig config,
            Selections selections,
            RepositoryWatch repository,
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
}
