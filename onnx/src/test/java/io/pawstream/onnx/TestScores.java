package io.pawstream.onnx;

import io.pawstream.onnx.evaluation.Score;
import java.util.ArrayList;
import java.util.List;

/** Scores made up without a network. */
public final class TestScores {

    private TestScores() {}

    /** Returns the score with a confusion matrix, given row by row; all predictions have a confidence of 1. */
    public static Score of(int... confusion) {
        int classes = (int) Math.sqrt(confusion.length);
        List<Integer> labels = new ArrayList<>();
        List<Integer> predicted = new ArrayList<>();
        for (int cell = 0; cell < confusion.length; cell++) {
            for (int image = 0; image < confusion[cell]; image++) {
                labels.add(cell / classes);
                predicted.add(cell % classes);
            }
        }
        float[] probabilities = new float[labels.size() * classes];
        for (int image = 0; image < labels.size(); image++) {
            probabilities[image * classes + predicted.get(image)] = 1;
        }
        return Score.of(classes, labels, probabilities);
    }
}
