package io.pawstream.trainer.network;

/**
 * A convolution and a batch normalization by stored statistics as one convolution with a bias: {@code gamma * (k x - mean) /
 * sqrt(variance + epsilon) + beta}.
 *
 * @param kernel (outputs, inputs, height, width), row-major
 * @param bias one an output
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
public record FoldedConvolution(float[] kernel, float[] bias) {

    /** Folds; all but the kernel have one value an output. */
    public static FoldedConvolution of(
            float[] kernel, float[] gamma, float[] beta, float[] mean, float[] variance, float epsilon) {
        int outputs = gamma.length;
        int length = kernel.length / outputs;
        float[] folded = kernel.clone();
        float[] bias = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            double scale = gamma[output] / Math.sqrt((double) variance[output] + epsilon);
            for (int i = output * length; i < (output + 1) * length; i++) {
                folded[i] *= (float) scale;
            }
            bias[output] = (float) (beta[output] - mean[output] * scale);
        }
        return new FoldedConvolution(folded, bias);
    }
}
