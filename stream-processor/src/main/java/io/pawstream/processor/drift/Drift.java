package io.pawstream.processor.drift;

import io.pawstream.contract.model.ModelCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The drift of each model that has classified of late. Safe for use by several threads. */
public final class Drift {

    /** More are never selected at a time; the one that was not used for the longest is forgotten. */
    private static final int MAX_MODELS = 16;

    private final int window;
    private final Map<String, Tracked> models = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tracked> eldest) {
            return size() > MAX_MODELS;
        }
    };

    private record Tracked(ModelCard card, DriftWindow window) {}

    /**
     * The drift of a model.
     *
     * @param confidence population stability index of the probability of the label; empty if it is not known
     * @param classes population stability index of the classes; empty if it is not known
     */
    public record Reading(ModelCard card, OptionalDouble confidence, OptionalDouble classes) {}

    /**
     * Nothing seen yet.
     *
     * @param window predictions of each model that are compared, at least 500
     */
    public Drift(int window) {
        this.window = DriftWindow.requireSize(window);
    }

    /**
     * A model has classified a picture.
     *
     * @param probability of class 1
     */
    public void classified(ModelCard card, double probability) {
        tracked(card).window.add(probability);
    }

    private synchronized Tracked tracked(ModelCard card) {
        return models.computeIfAbsent(
                card.name() + " " + card.version() + " " + card.sha256(),
                key -> new Tracked(card, new DriftWindow(card.test(), window)));
    }

    /** The drift of each model. */
    public List<Reading> readings() {
        List<Tracked> now;
        synchronized (this) {
            now = new ArrayList<>(models.values());
        }
        return now.stream()
                .map(model -> new Reading(model.card, model.window.confidenceDrift(), model.window.classDrift()))
                .toList();
    }
}
