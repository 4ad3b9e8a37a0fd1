package io.pawstream.onnx.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the metadata that Ultralytics writes into ONNX files. */
final class UltralyticsMetadata {

    /** Reads JSON, and dictionaries and lists of Python with numbers and strings. */
    private static final JsonMapper PYTHON = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private UltralyticsMetadata() {}

    /**
     * Returns what the metadata of a network says.
     *
     * @throws ModelException if the network has another task than classification, or invalid names
     */
    static Hints read(ForeignNetwork network) throws ModelException {
        String names = network.metadata("names");
        String task = network.metadata("task");
        if (names.isEmpty() || task.isEmpty()) {
            return Hints.NONE;
        }
        if (!task.equals("classify")) {
            throw new ModelException(network.file() + " has task \"" + task
                    + "\" in its metadata; only models of the task \"classify\" can be imported");
        }
        Hints hints = Hints.NONE
                .withClasses(LabelFile.different(classes(network.file(), names)))
                .withColor(ColorOrder.RGB)
                .withScale(1.0 / 255, List.of(0.0), List.of(1.0))
                .withFilter(Filter.BILINEAR);
        List<Integer> sides = sides(network);
        if (sides.isEmpty()) {
            return hints;
        }
        ImageSize size = new ImageSize(sides.get(sides.size() - 1), sides.get(0));
        return hints.withResize(
                size.height() == size.width() ? Resize.shortestEdge(size.height()) : Resize.to(size), size);
    }

    private static List<Integer> sides(ForeignNetwork network) throws ModelException {
        String size = network.metadata("imgsz");
        List<Integer> sides = new ArrayList<>();
        Matcher numbers = NUMBER.matcher(size);
        while (numbers.find()) {
            try {
                sides.add(Integer.valueOf(numbers.group()));
            } catch (NumberFormatException e) {
                throw JsonFile.invalid(network.file(), "imgsz", size, "each side must be 1 to 4096 pixels");
            }
        }
        return sides;
    }

    private static List<String> classes(Path file, String names) throws ModelException {
        try {
            JsonNode json = PYTHON.readTree(names);
            if (json.isContainerNode()) {
                return JsonFile.classes(file + ": metadata \"names\"", json);
            }
        } catch (JsonProcessingException e) {
            // Reported below.
        }
        throw JsonFile.invalid(file, "names", names, "a dictionary of names by index, or a list of names is required");
    }
}
