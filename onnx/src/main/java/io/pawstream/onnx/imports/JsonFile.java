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

    /** Characters of a value in a message. */
    private static final int MOST_SHOWN = 100;

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
     * @param source file, and key if there is one, for messages
     * @throws ModelException if an index is missing, or its name is not a text or number
     */
    static List<String> classes(String source, JsonNode json) throws ModelException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            JsonNode entry = json.isArray() ? json.get(i) : json.get(Integer.toString(i));
            if (entry == null) {
                throw new ModelException(source + " has " + json.size() + " class names, but none for class " + i
                        + "; the names must be numbered from 0");
            }
            JsonNode name = entry.isArray() ? entry.path(entry.size() - 1) : entry;
            if (!name.isTextual() && !name.isNumber()) {
                throw new ModelException(
                        source + " has the name " + entry + " for class " + i + "; a text or a number is required");
            }
            names.add(name.asText());
        }
        return names;
    }

    /**
     * Returns one number per channel, or one for all; absent if there is no value.
     *
     * @throws ModelException if the value is something else
     */
    static @Nullable List<Double> numbers(Path file, JsonNode json, String key) throws ModelException {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonNode number : value.isArray() ? value : List.of(value)) {
            if (!number.isNumber() || !Double.isFinite(number.asDouble())) {
                throw invalid(file, key, value, "1 or 3 numbers are allowed");
            }
            numbers.add(number.asDouble());
        }
        if (numbers.size() != 1 && numbers.size() != 3) {
            throw invalid(file, key, value, "1 or 3 numbers are allowed");
        }
        return numbers;
    }

    /**
     * Returns numbers that values are divided by; absent if there is no value.
     *
     * @throws ModelException if the value is something else, or has a 0
     */
    static @Nullable List<Double> divisors(Path file, JsonNode json, String key) throws ModelException {
        List<Double> numbers = numbers(file, json, key);
        if (numbers != null && numbers.stream().anyMatch(number -> number == 0)) {
            throw invalid(
                    file, key, json.path(key), "numbers other than 0 are allowed, because pixels are divided by them");
        }
        return numbers;
    }

    /** {@return the error that a file has a value that is not allowed} */
    static ModelException invalid(Path file, String key, Object value, String allowed) {
        String text = String.valueOf(value);
        String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        return new ModelException(file + " has " + key + " " + shown + "; " + allowed);
    }
}
