package io.pawstream.onnx.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads JSON files of other tools. */
final class JsonFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonFile() {}

    /**
     * Reads a file if it exists.
     *
     * @throws ModelException if it is not JSON
     * @throws IOException if it cannot be read
     */
    static Optional<JsonNode> find(Path file) throws ModelException, IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new ModelException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Returns the class names of an object by index, {@code {"0": "cat", "1": "dog"}} or {@code {"0": ["n01", "cat"]}},
     * or of an array of names.
     *
     * @throws ModelException if an index is missing
     */
    static List<String> classes(Path file, JsonNode json) throws ModelException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            JsonNode name = json.isArray() ? json.get(i) : json.get(Integer.toString(i));
            if (name == null) {
                throw new ModelException(file + " has " + json.size() + " class names, but none for class " + i
                        + "; the names must be numbered from 0");
            }
            names.add((name.isArray() ? name.path(name.size() - 1) : name).asText());
        }
        return names;
    }

    /** {@return the numbers of an array; absent if it is not an array, or empty} */
    static @Nullable List<Double> numbers(JsonNode json) {
        if (!json.isArray() || json.isEmpty()) {
            return null;
        }
        List<Double> numbers = new ArrayList<>();
        json.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }
}
