package io.pawstream.onnx.evaluation;

/**
 * The expected calibration error (Naeini et al. 2015; Guo et al. 2017): the mean difference between confidence and
 * accuracy, over {@value #BINS} bins of equal width from 0 to 1, weighted by the number of predictions in each bin.
 */
final class Calibration {

    private static final int BINS = 10;

    private final double[] confidence = new double[BINS];
    private final int[] correct = new int[BINS];
    private int predictions;

    void add(LabeledPrediction prediction) {
        // The upper bound of a bin is inclusive.
        int bin = (int) Math.max(0, Math.ceil(prediction.confidence() * BINS) - 1);
        confidence[bin] += prediction.confidence();
        correct[bin] += prediction.isWrong() ? 0 : 1;
        predictions++;
    }

    /** {@return the error, 0 to 1; 0 without predictions} */
    double error() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(confidence[bin] - correct[bin]);
        }
        return predictions == 0 ? 0 : sum / predictions;
    }
}
