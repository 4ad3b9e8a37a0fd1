package io.pawstream.trainer.network;

/**
 * Values of one parameter of a layer.
 *
 * @param shape its shape
 * @param values its values, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
public record Weights(long[] shape, float[] values) {}
