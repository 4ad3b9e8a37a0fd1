package io.pawstream.benchmark.throughput;

/**
 * What a measurement gave.
 *
 * @param imagesPerSecond of all threads together
 * @param cpuMillisPerImage processor time of all threads, in milliseconds an image
 */
record Rate(double imagesPerSecond, double cpuMillisPerImage) {}
