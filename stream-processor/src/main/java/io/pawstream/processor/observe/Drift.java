package io.pawstream.processor.observe;

import io.pawstream.model.ModelCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The drift of each model that has classified in the last half an hour. Safe for use by several threads. */
public final class Drift {

    /** More are never selected at a time; the one that was not used for the longest is forgotten. */
    private static final int MAX_MODELS = 16;

    private static final long CURRENT_NANOS = TimeUnit.MINUTES.toNanos(30);

    private final int window;
    private final LongSupplier nanoTime;
    private final Map<String, Tracked> models = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tracked> eldest) {
            return size() > MAX_MODELS;
        }
    };

    private static final class Tracked {
        private final ModelCard card;
        private final DriftWindow window;
        private volatile long usedAt;

        Tracked(ModelCard card, DriftWindow window) {
            this.card = card;
            this.window = window;
        }
    }

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
        this(window, System::nanoTime);
    }

    Drift(int window, LongSupplier nanoTime) {
        this.window = DriftWindow.requireSize(window);
        this.nanoTime = nanoTime;
    }

    /**
     * A model has classified an image.
     *
     * @param probability of class 1
     */
    public void classified(ModelCard card, double probability) {
        Tracked tracked = tracked(card);
        tracked.window.add(probability);
        tracked.usedAt = nanoTime.getAsLong();
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
        long oldest = nanoTime.getAsLong() - CURRENT_NANOS;
        return now.stream()
                .filter(model -> model.usedAt - oldest > 0)
                .map(model -> new Reading(model.card, model.window.confidenceDrift(), model.window.classDrift()))
                .toList();
    }
}
