package io.pawstream.onnx.imports;

import java.util.Locale;

/** What is applied to the output of a network to make it probabilities. */
public enum Activation {
    /** Softmax, to one logit per class. */
    SOFTMAX,
    /** Sigmoid, to one logit for the second of two classes. */
    SIGMOID,
    /** Nothing: the output is probabilities. */
    NONE;

    /** {@return the value of the option {@code --activation} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
