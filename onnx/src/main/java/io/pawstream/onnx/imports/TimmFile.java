package io.pawstream.onnx.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code pretrained_cfg} of timm's {@code config.json}, and the same content in other files. */
final class TimmFile {

    private TimmFile() {}

    /**
     * Returns what the file of a directory says.
     *
     * @throws ModelException if the file is not JSON
     * @throws IOException if it cannot be read
     */
    static Hints read(Path directory) throws ModelException, IOException {
        Path file = directory.resolve("config.json");
        JsonNode json = JsonFile.find(file).orElse(null);
        if (json == null || !json.path("pretrained_cfg").isObject()) {
            return Hints.NONE;
        }
        JsonNode config = json.get("pretrained_cfg");
        Hints hints = pixels(file, config);
        JsonNode labels = json.has("label_names") ? json.get("label_names") : config.path("label_names");
        if (labels.isArray()) {
            hints = hints.withClasses(LabelFile.different(JsonFile.classes(file + ": label_names", labels)));
        }
        return hints;
    }

    /**
     * Returns how images become pixels.
     *
     * @throws ModelException if mean or std is invalid
     */
    static Hints pixels(Path file, JsonNode config) throws ModelException {
        Hints hints = Hints.NONE.withColor(ColorOrder.RGB);
        List<Double> mean = JsonFile.numbers(file, config, "mean");
        List<Double> std = JsonFile.divisors(file, config, "std");
        if (mean != null && std != null) {
            hints = hints.withScale(1.0 / 255, mean, std);
        }
        hints = hints.withFilter(
                switch (config.path("interpolation").asText()) {
                    case "bilinear" -> Filter.BILINEAR;
                    case "bicubic" -> Filter.BICUBIC;
                    default -> null;
                });
        return resized(hints, config);
    }

    private static Hints resized(Hints hints, JsonNode config) {
        JsonNode input = config.path("input_size");
        double share = config.path("crop_pct").asDouble(0);
        if (input.size() != 3 || share <= 0) {
            return hints;
        }
        ImageSize size = new ImageSize(input.get(2).asInt(), input.get(1).asInt());
        int height = (int) (size.height() / share);
        int width = (int) (size.width() / share);
        return switch (config.path("crop_mode").asText("center")) {
            // timm keeps the ratio of other images in a way that is not the shortest edge.
            case "center" ->
                size.height() == size.width() ? hints.withResize(Resize.shortestEdge(height), size) : hints;
            case "squash" -> hints.withResize(Resize.to(new ImageSize(width, height)), size);
            default -> hints;
        };
    }
}
