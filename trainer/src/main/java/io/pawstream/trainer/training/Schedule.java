package io.pawstream.trainer.training;

import java.util.Locale;

/** How the learning rate moves within a phase of training. */
public enum Schedule {
    /** It stays, as published. */
    CONSTANT,
    /**
     * It rises linearly over the first twentieth of the steps and then falls along half a cosine to 0 (Loshchilov and
     * Hutter 2017, without restarts): Adam's last epochs at the full rate only shake the weights about.
     */
    COSINE;

    private static final double WARM_UP_SHARE = 0.05;

    /**
     * The rate of a step.
     *
     * @param peak the largest rate, positive
     * @param step number of the step, from 0
     * @param steps number of all steps of the phase
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

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
