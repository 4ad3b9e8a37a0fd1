package io.pawstream.processor.control;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.observe.ImageMetrics;
import io.pawstream.processor.observe.ProcessMemory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the current status of this instance. For one thread; rates are averages since the previous call. */
public final class StatusReader {

    private final Identity identity;
    private final ModelSelector selector;
    private final RepositoryWatcher repository;
    private final ImageMetrics images;
    private final LongSupplier lagRecords;
    private Counts before = new Counts(System.nanoTime(), 0, 0, 0);

    /**
     * The names of this instance.
     *
     * @param instance unique name of the instance
     * @param applicationId Kafka Streams application id, shared by all instances
     */
    public record Identity(String instance, String applicationId) {

        /**
         * Returns the default name of an instance.
         *
         * @param port HTTP port of the instance
         * @return host name and port
         */
        public static String defaultInstance(int port) {
            try {
                return InetAddress.getLocalHost().getHostName() + ":" + port;
            } catch (UnknownHostException e) {
                return "localhost:" + port;
            }
        }
    }

    private record Counts(long nanos, double received, double classified, double rejected) {}

    /**
     * Creates a reader.
     *
     * @param identity names of this instance
     * @param selector provides the active and desired selection
     * @param repository provides the models in the repository
     * @param images provides the counts
     * @param lagRecords provides the consumer lag in records
     */
    public StatusReader(
            Identity identity,
            ModelSelector selector,
            RepositoryWatcher repository,
            ImageMetrics images,
            LongSupplier lagRecords) {
        this.identity = identity;
        this.selector = selector;
        this.repository = repository;
        this.images = images;
        this.lagRecords = lagRecords;
    }

    /** Returns the name of this instance. */
    String instance() {
        return identity.instance();
    }

    /** Reads the current status. */
    InstanceStatus read() {
        Counts now =
                new Counts(System.nanoTime(), images.receivedCount(), images.classifiedCount(), images.rejectedCount());
        double seconds = (now.nanos - before.nanos) / 1e9;
        ModelSelector.Active active = selector.active();
        ModelSelector.Desired desired = selector.desired();
        InstanceStatus status = new InstanceStatus(
                identity.instance(),
                identity.applicationId(),
                active.revision(),
                Math.max(desired.revision(), active.revision()),
                error(active, desired),
                repository.statuses(),
                (now.received - before.received) / seconds,
                (now.classified - before.classified) / seconds,
                (now.rejected - before.rejected) / seconds,
                lagRecords.getAsLong(),
                ProcessMemory.residentBytes(),
                images.counts());
        before = now;
        return status;
    }

    private @Nullable String error(ModelSelector.Active active, ModelSelector.Desired desired) {
        return desired.error() == null
                ? repository.otherBytes(active.selection()).orElse(null)
                : desired.error();
    }
}
