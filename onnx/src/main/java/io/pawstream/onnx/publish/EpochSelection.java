package io.pawstream.onnx.publish;

import java.util.Locale;

/** Which epoch of a training is exported. */
public enum EpochSelection {
    /** The best epoch on the validation split; the earliest of equally good ones. */
    BEST,
    /** The last epoch. */
    LAST;

    /** {@return the value of the option {@code --select} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
