package io.pawstream.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of models: {@code <root>/<name>/model.onnx} with its card.
 *
 * <pre>{@code
 * ModelDirectory model = new ModelRepository(Path.of("models")).find("model3");
 * }</pre>
 *
 * @param root the folder
 */
public record ModelRepository(Path root) {

    /** Names of the folders that hold a model, sorted; empty if the repository does not exist yet. */
    public List<String> names() throws ModelException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(ModelDirectory.CARD_FILE)))
                    .map(folder -> folder.getFileName().toString())
                    .filter(ModelCard::isName)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelException("cannot list the model repository " + root + ": " + e, e);
        }
    }

    /**
     * The model of this name, its hash checked.
     *
     * @throws ModelException if there is none, or it is damaged
     */
    public ModelDirectory find(String name) throws ModelException {
        // The name is checked before it becomes a path: it may come from an event.
        if (!ModelCard.isName(name) || !Files.isDirectory(root.resolve(name))) {
            List<String> names = names();
            throw new ModelException(
                    "no model \"" + name + "\" in " + root.toAbsolutePath().normalize()
                            + (names.isEmpty() ? ", which holds no model" : "; there are " + String.join(", ", names)));
        }
        ModelDirectory model = ModelDirectory.read(root.resolve(name));
        if (!model.card().name().equals(name)) {
            throw new ModelException("model folder " + model.folder() + " holds a card of the name \""
                    + model.card().name() + "\"; folder and card must have one name");
        }
        return model;
    }
}
