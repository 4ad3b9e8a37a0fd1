package io.pawstream.trainer.network;

/**
 * The values of one parameter of a layer.
 *
 * @param shape sizes of the axes
 * @param values the values, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
public record Weights(long[] shape, float[] values) {}
