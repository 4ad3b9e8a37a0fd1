package io.pawstream.onnx.graph;

/**
 * A kernel in 8 bits: {@code value[o][i] = scale[o] * integer[o][i]}, with integers from -127 to 127, or fewer.
 *
 * @param integers one byte a weight, row-major, a row per output channel
 * @param scales one per output channel, positive
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
public record EightBitKernel(byte[] integers, float[] scales) {

    static final int LARGEST = 127;

    /** Rounds a kernel of {@code outputs} rows to the nearest integers, from {@code -last} to {@code last}. */
    public static EightBitKernel of(float[] kernel, int outputs, int last) {
        int inputs = kernel.length / outputs;
        byte[] integers = new byte[kernel.length];
        float[] scales = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            int start = output * inputs;
            float largest = 0;
            for (int i = start; i < start + inputs; i++) {
                largest = Math.max(largest, Math.abs(kernel[i]));
            }
            // A row of zeros has no scale of its own; any will do.
            float scale = largest == 0 ? 1 : largest / last;
            scales[output] = scale;
            for (int i = start; i < start + inputs; i++) {
                integers[i] = (byte) Math.round(kernel[i] / scale);
            }
        }
        return new EightBitKernel(integers, scales);
    }
}
