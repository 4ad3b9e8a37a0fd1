package io.pawstream.processor.observe;

import io.pawstream.model.ModelCard;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the classes that metrics name. The first labels that a model version predicts keep their names, because frequent
 * classes come early. All later ones share one name. Thread-safe.
 */
final class ClassLabels {

    /** Name of all classes beyond the limit. */
    static final String OTHER = "other";

    private final int most;
    private final Map<String, Set<String>> named = new ConcurrentHashMap<>();

    /**
     * Creates a limit.
     *
     * @param most maximum number of named classes of each model version, at least 1
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    ClassLabels(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("pawstream.metrics.classes is " + most + "; it must be at least 1");
        }
        this.most = most;
    }

    /** Returns the name of a predicted class in metrics. */
    String of(ModelCard card, String label) {
        Set<String> labels =
                named.computeIfAbsent(card.name() + " " + card.version(), model -> ConcurrentHashMap.newKeySet());
        if (labels.contains(label)) {
            return label;
        }
        synchronized (labels) {
            boolean isNamed = labels.contains(label) || (labels.size() < most && labels.add(label));
            return isNamed ? label : OTHER;
        }
    }
}
