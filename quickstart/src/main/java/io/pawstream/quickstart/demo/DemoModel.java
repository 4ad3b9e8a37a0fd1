package io.pawstream.quickstart.demo;

import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the model of a demo: the one that the user has named, else one that has the classes of the drawn images. */
final class DemoModel {

    /** The model that is used if it has the classes. */
    static final String DEFAULT = "model5-8bit";

    /** Enough for three classes in ten minutes; the defaults are those of the published exercise. */
    private static final String TRAINING =
            " --epochs 30 --batch-size 32 --train-size 3600 --validation-size 600 --test-size 600";

    private final ModelRepository repository;

    /**
     * Creates a finder.
     *
     * @param repository where to look for models
     */
    DemoModel(ModelRepository repository) {
        this.repository = repository;
    }

    /**
     * Finds the model.
     *
     * @param name name of the model; absent to find one that has the classes
     * @param drawn classes of the drawn images; empty for other images
     * @return the named model; without a name, {@value #DEFAULT} if it has the classes, else the smallest file of
     *     those with the fewest classes
     * @throws ModelException if the named model is missing or damaged, or no model has the classes
     */
    ModelDirectory find(@Nullable String name, List<String> drawn) throws ModelException {
        if (name != null || drawn.isEmpty()) {
            return repository.find(name == null ? DEFAULT : name);
        }
        List<ModelDirectory> suitable = new ArrayList<>();
        for (String each : repository.names()) {
            Optional<ModelDirectory> model =
                    readable(each).filter(found -> found.card().classes().containsAll(drawn));
            if (each.equals(DEFAULT) && model.isPresent()) {
                return model.get();
            }
            model.ifPresent(suitable::add);
        }
        return suitable.stream()
                .min(Comparator.<ModelDirectory>comparingInt(
                                model -> model.card().classes().size())
                        .thenComparingLong(model -> model.onnx().toFile().length()))
                .orElseThrow(() -> new ModelException("no model in " + repository.root() + " has the classes "
                        + String.join(", ", drawn) + "; train one with: ./pawstream train --data drawn:"
                        + String.join(",", drawn) + " --model model5 --name NAME" + TRAINING + ", or set --model"));
    }

    private Optional<ModelDirectory> readable(String name) {
        try {
            return Optional.of(repository.find(name));
        } catch (ModelException e) {
            // A damaged model is no reason not to use another one.
            return Optional.empty();
        }
    }
}
