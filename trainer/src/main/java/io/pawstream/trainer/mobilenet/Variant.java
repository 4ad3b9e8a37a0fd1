package io.pawstream.trainer.mobilenet;

import java.util.Locale;

/** The published variants of MobileNetV3Large at width 1.0, without the classifier of ImageNet. */
public enum Variant {
    /** With squeeze-and-excite, hard-swish and kernels of 5x5. */
    FULL(5, true, Nonlinearity.HARD_SWISH, "large_224_1.0", "07fb09a5933dd0c8eaafa16978110389"),
    /** With ReLU and kernels of 3x3, without squeeze-and-excite. */
    MINIMALISTIC(3, false, Nonlinearity.RELU, "large_minimalistic_224_1.0", "ec5221f64a2f6d1ef965a614bdae7973");

    private final int largeKernel;
    private final boolean squeezes;
    private final Nonlinearity nonlinearity;
    private final String published;
    private final String md5;

    Variant(int largeKernel, boolean squeezes, Nonlinearity nonlinearity, String published, String md5) {
        this.largeKernel = largeKernel;
        this.squeezes = squeezes;
        this.nonlinearity = nonlinearity;
        this.published = published;
        this.md5 = md5;
    }

    /** {@return the side of large kernels, in pixels} */
    int largeKernel() {
        return largeKernel;
    }

    /** {@return whether blocks have squeeze-and-excite} */
    boolean squeezes() {
        return squeezes;
    }

    /** {@return the nonlinearity of the later blocks} */
    Nonlinearity nonlinearity() {
        return nonlinearity;
    }

    /** {@return the name of the published weights file} */
    public String fileName() {
        return "weights_mobilenet_v3_" + published + "_float_no_top_v2.h5";
    }

    /** {@return the MD5 of the published weights file, lower case hex} */
    public String md5() {
        return md5;
    }

    /** {@return the value of the option {@code --variant} and of model cards} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
