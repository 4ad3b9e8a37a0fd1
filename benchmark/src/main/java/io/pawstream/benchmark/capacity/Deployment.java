package io.pawstream.benchmark.capacity;

/**
 * How the pipeline is deployed.
 *
 * @param partitions partitions of the topics, at least 1
 * @param streamThreads stream threads per instance, at least 1
 * @param instances number of processors, at least 1
 * @param pinned whether each processor is pinned to one core, the cores in turn
 * @param brokers number of brokers, at least 1; each partition has a replica on each of at most three
 * @param referenced whether the events contain a reference to the image instead of the image
 */
record Deployment(int partitions, int streamThreads, int instances, boolean pinned, int brokers, boolean referenced) {

    /** One processor that uses all cores, with one broker and images in their events. */
    static final Deployment DEFAULT = new Deployment(4, 1, 1, false, 1, false);

    Deployment withPartitions(int number) {
        return new Deployment(number, streamThreads, instances, pinned, brokers, referenced);
    }

    Deployment withStreamThreads(int number) {
        return new Deployment(partitions, number, instances, pinned, brokers, referenced);
    }

    Deployment withInstances(int number) {
        return new Deployment(partitions, streamThreads, number, pinned, brokers, referenced);
    }

    Deployment withOneCoreEach() {
        return new Deployment(partitions, streamThreads, instances, true, brokers, referenced);
    }

    Deployment withBrokers(int number) {
        return new Deployment(partitions, streamThreads, instances, pinned, number, referenced);
    }

    Deployment withReferences() {
        return new Deployment(partitions, streamThreads, instances, pinned, brokers, true);
    }
}
