package io.pawstream.benchmark.capacity;

/**
 * Predicts the maximum throughput on one machine from the CPU time of everything that shares its cores.
 *
 * @param processor CPU cost of a processor for images in their events
 * @param broker CPU cost of one broker
 * @param client CPU cost of publisher and subscriber with one broker
 * @param utilization share of the cores that is in use at the maximum throughput, above 0
 */
record CapacityModel(CpuCost processor, CpuCost broker, CpuCost client, double utilization) {

    /**
     * Predicts a throughput.
     *
     * @param megabytes mean size of an encoded image in millions of bytes
     * @param megapixels mean number of pixels in millions
     * @param cores cores of the machine
     * @param processorCores cores that the processors can use, at most {@code cores}
     * @return images per second
     */
    double imagesPerSecond(double megabytes, double megapixels, int cores, int processorCores) {
        double processorMillis = processor.millis(megabytes, megapixels);
        double allMillis =
                processorMillis + broker.millis(megabytes, megapixels) + client.millis(megabytes, megapixels);
        return utilization * Math.min(1000 * cores / allMillis, 1000 * processorCores / processorMillis);
    }

    CapacityModel withProcessor(CpuCost other) {
        return new CapacityModel(other, broker, client, utilization);
    }

    CapacityModel withBrokersAndClients(CpuCost otherBroker, CpuCost otherClient) {
        return new CapacityModel(processor, otherBroker, otherClient, utilization);
    }
}
