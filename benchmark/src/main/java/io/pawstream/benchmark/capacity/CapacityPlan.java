package io.pawstream.benchmark.capacity;

/**
 * What a rate of images needs.
 *
 * @param processorCores cores of all processors
 * @param instances processors
 * @param partitions partitions of the topic of images
 * @param brokersForNetwork brokers that the network needs
 * @param brokersForCpu brokers that the CPU time needs, if each image takes as much of it as at a low rate; at a high rate a request
 *     contains many images, so this is an upper bound
 * @param networkMegabytesPerSecond bytes that all brokers receive, replication included
 * @param diskTerabytes disk space of all brokers
 * @param transactionsPerSecond transactions of all processors
 * @param dollarsPerMonth price of cores, disks and requests for images
 */
record CapacityPlan(
        double processorCores,
        long instances,
        long partitions,
        long brokersForNetwork,
        long brokersForCpu,
        double networkMegabytesPerSecond,
        double diskTerabytes,
        long transactionsPerSecond,
        double dollarsPerMonth) {

    /** Half of the maximum throughput: {@code bench latency} shows short queues there. */
    static final double UTILIZATION = 0.5;

    static final int CORES_PER_INSTANCE = 4;
    static final int CORES_PER_BROKER = 8;
    static final int REPLICAS = 3;
    static final int RETENTION_HOURS = 1;
    /** Half of a network of 10 Gbit/s. */
    static final double MEGABYTES_PER_SECOND_PER_BROKER = 625;

    static final double MEGABYTES_PER_SECOND_PER_PARTITION = 10;
    /** At most one commit in 100 ms per stream thread at high load. */
    static final int TRANSACTIONS_PER_SECOND_PER_INSTANCE = 10;

    static final double DOLLARS_PER_CORE_HOUR = 0.04;
    static final double DOLLARS_PER_GIGABYTE_MONTH = 0.08;
    static final double DOLLARS_PER_MILLION_REQUESTS = 0.4;
    private static final int HOURS_PER_MONTH = 730;

    /**
     * Plans for images in their events, or by reference.
     *
     * @param imagesPerSecond rate of images, above 0
     * @param eventMegabytes size of an event in millions of bytes
     * @param processorMillis CPU time of the processors in milliseconds per image
     * @param brokerMillis CPU time of all brokers together in milliseconds per image
     * @param referenced whether each image costs a request to a store
     */
    static CapacityPlan of(
            double imagesPerSecond,
            double eventMegabytes,
            double processorMillis,
            double brokerMillis,
            boolean referenced) {
        double processorCores = imagesPerSecond * processorMillis / 1000 / UTILIZATION;
        // Two, so that one can fail.
        long instances = atLeast(2, processorCores / CORES_PER_INSTANCE);
        double eventMegabytesPerSecond = imagesPerSecond * eventMegabytes;
        // Two for each instance, so that instances can be added.
        long partitions = atLeast(2 * instances, eventMegabytesPerSecond / MEGABYTES_PER_SECOND_PER_PARTITION);
        double networkMegabytesPerSecond = REPLICAS * eventMegabytesPerSecond;
        double brokerCores = imagesPerSecond * brokerMillis / 1000 / UTILIZATION;
        long brokersForNetwork = atLeast(REPLICAS, networkMegabytesPerSecond / MEGABYTES_PER_SECOND_PER_BROKER);
        long brokersForCpu = atLeast(REPLICAS, brokerCores / CORES_PER_BROKER);
        double diskTerabytes = networkMegabytesPerSecond * RETENTION_HOURS * 3600 / 1e6;
        double requestsPerMonth = referenced ? imagesPerSecond * HOURS_PER_MONTH * 3600 : 0;
        double dollarsPerMonth =
                (instances * CORES_PER_INSTANCE + Math.max(brokersForNetwork, brokersForCpu) * CORES_PER_BROKER)
                                * DOLLARS_PER_CORE_HOUR
                                * HOURS_PER_MONTH
                        + diskTerabytes * 1000 * DOLLARS_PER_GIGABYTE_MONTH
                        + requestsPerMonth / 1e6 * DOLLARS_PER_MILLION_REQUESTS;
        return new CapacityPlan(
                processorCores,
                instances,
                partitions,
                brokersForNetwork,
                brokersForCpu,
                networkMegabytesPerSecond,
                diskTerabytes,
                instances * TRANSACTIONS_PER_SECOND_PER_INSTANCE,
                dollarsPerMonth);
    }

    private static long atLeast(long minimum, double needed) {
        return Math.max(minimum, (long) Math.ceil(needed));
    }
}
