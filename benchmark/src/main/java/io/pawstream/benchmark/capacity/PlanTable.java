package io.pawstream.benchmark.capacity;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Prints what some rates of images need, with images in their events and by reference.
 *
 * @param capacity costs with three brokers and images in their events
 * @param withFetch CPU cost of a processor for images by reference
 * @param megabytes mean size of an encoded image in millions of bytes
 * @param megapixels mean number of pixels in millions
 */
record PlanTable(CapacityModel capacity, CpuCost withFetch, double megabytes, double megapixels) {

    /** Size of an event with a reference. */
    private static final double REFERENCE_MEGABYTES = 0.0005;

    void print(List<Double> rates, PrintWriter out) {
        out.printf(
                "%n%-24s %10s %10s %10s %18s %12s %9s %14s %14s%n",
                "images/s",
                "cores",
                "instances",
                "partitions",
                "brokers: net, CPU",
                "network MB/s",
                "disk TB",
                "transactions/s",
                "dollars/month");
        for (double rate : rates) {
            print(
                    String.format(Locale.ROOT, "%,.0f", rate),
                    CapacityPlan.of(
                            rate,
                            megabytes,
                            capacity.processor().millis(megabytes, megapixels),
                            capacity.broker().millis(megabytes, megapixels),
                            false),
                    out);
            print(
                    "  by reference",
                    CapacityPlan.of(
                            rate,
                            REFERENCE_MEGABYTES,
                            withFetch.millis(megabytes, megapixels),
                            capacity.broker().millis(REFERENCE_MEGABYTES, 0),
                            true),
                    out);
        }
    }

    private static void print(String name, CapacityPlan plan, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-24s %,10.0f %,10d %,10d %,10d, %,6d %,12.0f %,9.1f %,14d %,14.0f%n",
                name,
                plan.processorCores(),
                plan.instances(),
                plan.partitions(),
                plan.brokersForNetwork(),
                plan.brokersForCpu(),
                plan.networkMegabytesPerSecond(),
                plan.diskTerabytes(),
                plan.transactionsPerSecond(),
                plan.dollarsPerMonth());
    }
}
