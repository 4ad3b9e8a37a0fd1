package io.pawstream.trainer.training;

import java.util.Locale;

/** How the learning rate changes within a phase. */
public enum Schedule {
    /** The peak rate in every step, as published. */
    CONSTANT,
    /**
     * A linear warm-up over the first twentieth of the steps, then half a cosine down to 0 (Loshchilov and Hutter 2017,
     * without restarts). At a constant rate the last epochs do not converge.
     */
    COSINE;

    private static final double WARM_UP_SHARE = 0.05;

    /**
     * Returns the learning rate of a step.
     *
     * @param peak the peak rate, above 0
     * @param step index of the step in the phase, from 0
     * @param steps number of steps of the phase, at least 1
     */
    float rate(float peak, long step, long steps) {
        if (this == CONSTANT) {
            return peak;
        }
        double warmUp = Math.max(1, steps * WARM_UP_SHARE);
        if (step < warmUp) {
            return (float) (peak * (step + 1) / (warmUp + 1));
        }
        return (float) (peak * 0.5 * (1 + Math.cos(Math.PI * (step - warmUp) / (steps - warmUp))));
    }

    /** {@return the value of the option {@code --schedule} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
