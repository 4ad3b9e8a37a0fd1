package io.pawstream.benchmark.capacity;

import io.pawstream.benchmark.shared.Workload;

/**
 * A measured configuration.
 *
 * @param megabytes mean size of an encoded image in millions of bytes
 * @param megapixels mean number of pixels in millions
 * @param deployment what was deployed
 * @param result median of what was measured
 */
record CapacityPoint(double megabytes, double megapixels, Deployment deployment, SustainedLoad.Result result) {

    static CapacityPoint of(SustainedLoad load, SustainedLoad.Result result) {
        Workload images = load.workload();
        return new CapacityPoint(images.meanBytes() / 1e6, images.meanMegapixels(), load.deployment(), result);
    }

    CpuCost.Sample processor() {
        return new CpuCost.Sample(megabytes, megapixels, result.processorMillis());
    }

    CpuCost.Sample broker() {
        return new CpuCost.Sample(megabytes, megapixels, result.brokerMillis());
    }

    CpuCost.Sample client() {
        return new CpuCost.Sample(megabytes, megapixels, result.clientMillis());
    }

    /** {@return the CPU time of all processes in milliseconds per image} */
    double totalMillis() {
        return result.processorMillis() + result.brokerMillis() + result.clientMillis();
    }

    /** {@return the share of the cores of the machine that was in use} */
    double utilization(int cores) {
        return result.imagesPerSecond() * totalMillis() / (1000 * cores);
    }

    /** {@return the cost of a processor with the base with which it is exact for this configuration} */
    CpuCost exact(CpuCost processorCost) {
        double error = result.processorMillis() - processorCost.millis(megabytes, megapixels);
        return processorCost.withBase(processorCost.base() + error);
    }
}
