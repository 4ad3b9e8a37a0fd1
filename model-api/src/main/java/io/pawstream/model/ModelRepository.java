package io.pawstream.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that contains one {@link ModelDirectory} per model: {@code <root>/<name>/model.onnx} with its card.
 *
 * <pre>{@code
 * ModelDirectory model = new ModelRepository(Path.of("models")).find("model3");
 * }</pre>
 *
 * @param root the directory; it may not exist yet
 */
public record ModelRepository(Path root) {

    /**
     * Lists the models: the directories that have a valid model name and contain a model card.
     *
     * @return names of the models, sorted; empty if the repository does not exist
     * @throws ModelException if the repository cannot be listed
     */
    public List<String> names() throws ModelException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(root)) {
            return directories
                    .filter(directory -> Files.isRegularFile(directory.resolve(ModelDirectory.CARD_FILE)))
                    .map(directory -> root.relativize(directory).toString())
                    .filter(ModelCard::isName)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelException("cannot list the model repository " + root + ": " + e, e);
        }
    }

    /**
     * Reads a model and verifies its SHA-256.
     *
     * @param name name of the model; an invalid name is never used as a path
     * @return the model
     * @throws ModelException if the model does not exist, is damaged, or its card has a different name
     */
    public ModelDirectory find(@Nullable String name) throws ModelException {
        // Validate the name before it becomes part of a path, because it may come from an event.
        if (name == null || !ModelCard.isName(name) || !Files.isDirectory(root.resolve(name))) {
            List<String> names = names();
            throw new ModelException("model \"" + name + "\" not found in "
                    + root.toAbsolutePath().normalize()
                    + (names.isEmpty() ? ", which contains no models" : "; available: " + String.join(", ", names)));
        }
        ModelDirectory model = ModelDirectory.read(root.resolve(name));
        if (!model.card().name().equals(name)) {
            throw new ModelException("model directory " + model.folder() + " contains the card of \""
                    + model.card().name() + "\"; directory and card must have the same name");
        }
        return model;
    }
}
