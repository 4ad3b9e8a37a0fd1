package io.pawstream.processor.observe;

import io.pawstream.model.Evaluation;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.ResultListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures the drift of each model that classified images within the last half hour and has enough test results on its
 * card.
 * Thread-safe.
 */
public final class Drift implements ResultListener {

    /** More models than a selection has. Beyond it, the least recently used model is removed. */
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
     * @param card card of the model
     * @param confidence population stability index of the confidence, at least 0; empty if unknown
     * @param classes population stability index of the labels, at least 0; empty if unknown
     */
    public record Reading(ModelCard card, OptionalDouble confidence, OptionalDouble classes) {}

    /**
     * Creates a measurement without predictions.
     *
     * @param window number of latest predictions per model to compare, at least 500
     * @throws IllegalArgumentException if {@code window} is less than 500
     */
    public Drift(int window) {
        this(window, System::nanoTime);
    }

    Drift(int window, LongSupplier nanoTime) {
        this.window = DriftWindow.requireSize(window);
        this.nanoTime = nanoTime;
    }

    @Override
    public void classified(Classified result, ProcessedRecord record) {
        Evaluation test = result.card().test();
        if (test == null || test.images() < MergedBins.LEAST_IMAGES) {
            return;
        }
        Tracked tracked = tracked(result.card(), test);
        tracked.window.add(result.prediction());
        tracked.usedAt = nanoTime.getAsLong();
    }

    private synchronized Tracked tracked(ModelCard card, Evaluation test) {
        return models.computeIfAbsent(
                card.name() + " " + card.version() + " " + card.sha256(),
                key -> new Tracked(card, new DriftWindow(test, window)));
    }

    /** {@return the drift of each model with enough test results that classified images within the last half hour} */
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
