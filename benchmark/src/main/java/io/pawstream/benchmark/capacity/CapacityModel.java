package io.pawstream.benchmark.capacity;

/**
 * Predicts the maximum throughput on one machine from the CPU time of everything that shares its cores.
 *
 * @param processor CPU cost of a processor for images in their events
 * @param broker CPU cost of all brokers
 * @param client CPU cost of publisher and subscriber
 * @param perPartitionCommit CPU time of all in milliseconds for each partition that a transaction contains
 * @param utilization share of the cores that is in use at the maximum throughput, above 0
 */
record CapacityModel(CpuCost processor, CpuCost broker, CpuCost client, double perPartitionCommit, double utilization) {

    /** A busy stream thread commits every 100 ms. */
    private static final int COMMITS_PER_SECOND = 10;

    /**
     * Predicts a throughput. Each partition is part of each transaction of its processor, if there are enough images.
     *
     * @param megabytes mean size of an encoded image in millions of bytes
     * @param megapixels mean number of pixels in millions
     * @param cores cores of the machine
     * @param processorCores cores that the processors can use, at most {@code cores}
     * @param partitions partitions of the topic of images
     * @return images per second
     */
    double imagesPerSecond(double megabytes, double megapixels, int cores, int processorCores, int partitions) {
        double processorMillis = processor.millis(megabytes, megapixels);
        double allMillis =
                processorMillis + broker.millis(megabytes, megapixels) + client.millis(megabytes, megapixels);
        double available = utilization * 1000 * cores;
        // An image causes at most one commit of its partition.
        double shared = Math.max(
                (available - perPartitionCommit * COMMITS_PER_SECOND * partitions) / allMillis,
                available / (allMillis + perPartitionCommit));
        return Math.min(shared, utilization * 1000 * processorCores / processorMillis);
    }

    /**
     * Predicts the rate of images by reference if their host is the limit. A thread is busy until its image is decoded:
     * images that arrive at the same time wait for each other.
     *
     * @param threads fetch threads of a processor
     * @param latencyMillis time of a request in milliseconds
     * @param processorMillis time of the processor for an image in milliseconds, with all of its cores
     * @return images per second
     */
    static double fetchesPerSecond(int threads, double latencyMillis, double processorMillis) {
        return 1000 * threads / (latencyMillis + threads * processorMillis);
    }

    CapacityModel withProcessor(CpuCost other) {
        return new CapacityModel(other, broker, client, perPartitionCommit, utilization);
    }

    CapacityModel withBrokersAndClients(CpuCost otherBroker, CpuCost otherClient) {
        return new CapacityModel(processor, otherBroker, otherClient, perPartitionCommit, utilization);
    }
}
