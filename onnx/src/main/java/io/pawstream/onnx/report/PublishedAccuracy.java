package io.pawstream.onnx.report;

import java.util.Map;

/** The test accuracies of the published Keras exercise that the models come from. */
public final class PublishedAccuracy {

    private static final Map<String, Double> BY_MODEL =
            Map.of("model1", 0.6058, "model2", 0.6763, "model3", 0.8035, "model4", 0.9604);

    private PublishedAccuracy() {}

    /** The accuracy of a model, 0 to 1, or null if none was published. */
    public static Double of(String model) {
        return BY_MODEL.get(model);
    }
}
