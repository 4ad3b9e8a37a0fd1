package io.pawstream.trainer.network;

/**
 * A convolution with bias that is equivalent to a convolution and a batch normalization with stored statistics: {@code
 * gamma * (k x - mean) / sqrt(variance + epsilon) + beta}.
 *
 * @param kernel (outputs, inputs, height, width), row-major
 * @param bias one value per output
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
public record FoldedConvolution(float[] kernel, float[] bias) {

    /**
     * Folds a normalization into a convolution.
     *
     * @param kernel (outputs, inputs, height, width), row-major
     * @param gamma scale per output
     * @param beta offset per output
     * @param mean stored mean per output
     * @param variance stored variance per output
     * @param epsilon added to the variance
     * @return the folded convolution
     */
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
