package io.pawstream.onnx.graph;

/**
 * A kernel in 8 bits: {@code value[o][i] = scale[o] * integer[o][i]}.
 *
 * @param integers one byte per weight, -127 to 127, row-major with a row per output channel
 * @param scales one positive scale per output channel
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
public record EightBitKernel(byte[] integers, float[] scales) {

    static final int LARGEST = 127;

    /**
     * Rounds a kernel to the nearest integers.
     *
     * @param kernel the weights, row-major with a row per output channel
     * @param outputs number of output channels, at least 1
     * @param last largest absolute integer, 1 to 127
     * @return the rounded kernel
     */
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
            // A row of zeros has no scale; any positive one is correct.
            float scale = largest == 0 ? 1 : largest / last;
            scales[output] = scale;
            for (int i = start; i < start + inputs; i++) {
                integers[i] = (byte) Math.round(kernel[i] / scale);
            }
        }
        return new EightBitKernel(integers, scales);
    }
}
