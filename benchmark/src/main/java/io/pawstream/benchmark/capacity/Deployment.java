package io.pawstream.benchmark.capacity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the pipeline is deployed.
 *
 * @param partitions partitions of the topics, at least 1
 * @param streamThreads stream threads per instance, at least 1
 * @param instances number of processors, at least 1
 * @param pinned whether each processor is pinned to one core, the cores in turn
 * @param brokers number of brokers, at least 1; each partition has a replica on each of at most three
 * @param hostLatency time until an HTTP host returns an image that its event refers to; absent if the events contain the
 *     images
 */
record Deployment(
        int partitions,
        int streamThreads,
        int instances,
        boolean pinned,
        int brokers,
        @Nullable Duration hostLatency) {

    /** One processor that uses all cores, with one broker and images in their events. */
    static final Deployment DEFAULT = new Deployment(4, 1, 1, false, 1, null);

    Deployment withPartitions(int number) {
        return new Deployment(number, streamThreads, instances, pinned, brokers, hostLatency);
    }

    Deployment withStreamThreads(int number) {
        return new Deployment(partitions, number, instances, pinned, brokers, hostLatency);
    }

    Deployment withInstances(int number) {
        return new Deployment(partitions, streamThreads, number, pinned, brokers, hostLatency);
    }

    Deployment withOneCoreEach() {
        return new Deployment(partitions, streamThreads, instances, true, brokers, hostLatency);
    }

    Deployment withBrokers(int number) {
        return new Deployment(partitions, streamThreads, instances, pinned, number, hostLatency);
    }

    Deployment withReferences(Duration latency) {
        return new Deployment(partitions, streamThreads, instances, pinned, brokers, latency);
    }
}
