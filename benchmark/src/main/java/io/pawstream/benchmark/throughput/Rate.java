package io.pawstream.benchmark.throughput;

/**
 * What a measurement gave.
 *
 * @param picturesPerSecond of all threads together
 * @param cpuMillisPerPicture processor time of all threads, in milliseconds a picture
 */
record Rate(double picturesPerSecond, double cpuMillisPerPicture) {}
