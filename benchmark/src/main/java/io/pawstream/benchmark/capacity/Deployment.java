package io.pawstream.benchmark.throughput;

/**
 * How the pipeline is deployed.
 *
 * @param partitions partitions of the topics, at least 1
 * @param streamThreads stream threads per instance, at least 1
 * @param instances number of processors, at least 1
 * @param pinned whether each processor is pinned to its own core
 */
record Deployment(int partitions, int streamThreads, int instances, boolean pinned) {

    /** {@return one processor that uses all cores, with four partitions} */
    static Deployment withStreamThreads(int streamThreads) {
        return new Deployment(4, streamThreads, 1, false);
    }
}
