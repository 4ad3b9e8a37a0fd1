package io.pawstream.benchmark.throughput;

import java.util.Map;

/**
 * Throughput and CPU time of a measurement.
 *
 * @param imagesPerSecond images per second, of all threads together
 * @param cpuMillisPerImage CPU time per image in milliseconds, of all threads together
 */
public record Throughput(double imagesPerSecond, double cpuMillisPerImage) {

    /** Name of {@link #imagesPerSecond} in tables and results. */
    public static final String IMAGES_PER_SECOND = "throughput (images/s)";

    /** Name of {@link #cpuMillisPerImage} in tables and results. */
    public static final String CPU_MILLIS_PER_IMAGE = "CPU ms/image";

    /**
     * Computes the throughput of a measurement.
     *
     * @param images processed images, at least 1
     * @param wallNanos elapsed time in nanoseconds, above 0
     * @param cpuNanos CPU time in nanoseconds
     * @return images per second and CPU time per image
     */
    public static Throughput of(long images, long wallNanos, long cpuNanos) {
        return new Throughput(images / (wallNanos * 1e-9), cpuNanos * 1e-6 / images);
    }

    /** {@return both values by their names} */
    public Map<String, Double> values() {
        return Map.of(IMAGES_PER_SECOND, imagesPerSecond, CPU_MILLIS_PER_IMAGE, cpuMillisPerImage);
    }
}
