package io.pawstream.onnx.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code config.json} and {@code preprocessor_config.json} of Hugging Face Transformers and of Optimum. */
final class HuggingFaceFiles {

    /** Image processors that take a size of one number as the shortest edge; the others take it as a square. */
    private static final Set<String> SHORTEST =
            Set.of("ConvNext", "Bit", "CLIP", "Levit", "MobileNetV1", "MobileNetV2", "MobileViT", "PoolFormer");

    /** From this size on, the processor of ConvNeXT does not crop. */
    private static final int CONVNEXT_WITHOUT_CROP = 384;

    private static final Map<Integer, Filter> RESAMPLES = Map.of(2, Filter.BILINEAR, 3, Filter.BICUBIC);

    private static final Map<Integer, String> OTHER_RESAMPLES =
            Map.of(0, "nearest", 1, "lanczos", 4, "box", 5, "hamming");

    private final Path file;
    private final String processor;
    private final JsonNode json;

    private HuggingFaceFiles(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
        this.processor = json.path("image_processor_type")
                .asText(json.path("feature_extractor_type").asText(""))
                .replaceAll("(ImageProcessor(Fast)?|FeatureExtractor)$", "");
    }

    /**
     * Returns what the files of a directory say.
     *
     * @throws ModelException if they describe a model that is not a classifier of one class per image
     * @throws IOException if a file cannot be read
     */
    static Hints read(Path directory) throws ModelException, IOException {
        Hints hints = Hints.NONE;
        Path config = directory.resolve("config.json");
        JsonNode model = JsonFile.find(config).orElse(null);
        if (model != null) {
            requireClassifier(config, model);
            if (model.path("id2label").isObject()) {
                hints = hints.withClasses(
                        LabelFile.different(JsonFile.classes(config + ": id2label", model.get("id2label"))));
            }
        }
        Path file = directory.resolve("preprocessor_config.json");
        JsonNode processor = JsonFile.find(file).orElse(null);
        if (processor == null) {
            return hints;
        }
        if (processor.path("image_processor_type").asText().equals("TimmWrapperImageProcessor")) {
            return hints.or(TimmFile.pixels(file, processor.path("data_config")));
        }
        return new HuggingFaceFiles(file, processor).complete(hints);
    }

    private static void requireClassifier(Path file, JsonNode model) throws ModelException {
        String problem = model.path("problem_type").asText("");
        if (problem.equals("multi_label_classification")) {
            throw new ModelException(file + " has problem_type \"" + problem
                    + "\"; multi-label models cannot be imported, because an image gets exactly one class");
        }
        if (problem.equals("regression")) {
            throw new ModelException(file + " has problem_type \"regression\"; only classifiers can be imported");
        }
        for (JsonNode architecture : model.path("architectures")) {
            if (architecture.asText().matches(".*For(.*Detection|.*Segmentation|DepthEstimation|Masked.*)")) {
                throw new ModelException(
                        file + " is of a " + architecture.asText() + "; only image classifiers can be imported");
            }
        }
    }

    private Hints complete(Hints hints) throws ModelException {
        for (String step : List.of("do_pad", "do_thumbnail")) {
            if (json.path(step).asBoolean(false)) {
                throw JsonFile.invalid(file, step, true, "only false is allowed, because the step is not supported");
            }
        }
        boolean flip = json.path("do_flip_channel_order").asBoolean(processor.equals("MobileViT"));
        hints = hints.withColor(flip ? ColorOrder.BGR : ColorOrder.RGB);
        hints = scaled(hints);
        int resample = json.path("resample").asInt(-1);
        hints = hints.withFilter(RESAMPLES.get(resample));
        if (OTHER_RESAMPLES.containsKey(resample)) {
            hints = hints.withOtherFilter(file + " states " + OTHER_RESAMPLES.get(resample) + " (resample " + resample
                    + "), which is not supported");
        }
        return json.path("do_resize").asBoolean(true) ? resized(hints) : hints;
    }

    /** Adds the scale only if the file states it, because each processor has other defaults. */
    private Hints scaled(Hints hints) throws ModelException {
        boolean rescale = json.path("do_rescale").asBoolean(true);
        double factor = rescale ? rescaleFactor() : 1;
        // With an offset, rescaled pixels are pixel * factor - 1.
        double offset = rescale && json.path("rescale_offset").asBoolean(false) ? 1 : 0;
        if (!json.path("do_normalize").asBoolean(true)) {
            return hints.withScale(factor, List.of(offset), List.of(1.0));
        }
        List<Double> mean = JsonFile.numbers(file, json, "image_mean");
        List<Double> std = JsonFile.divisors(file, json, "image_std");
        if (mean == null || std == null) {
            return hints;
        }
        // The processor of EfficientNet divides by the deviation twice for networks with a classifier.
        boolean twice =
                processor.equals("EfficientNet") && json.path("include_top").asBoolean(true);
        return hints.withScale(
                factor,
                mean.stream().map(value -> value + offset).toList(),
                twice ? std.stream().map(value -> value * value).toList() : std);
    }

    private double rescaleFactor() throws ModelException {
        JsonNode factor = json.path("rescale_factor");
        if (factor.isMissingNode() || factor.isNull()) {
            return 1.0 / 255;
        }
        if (!factor.isNumber() || factor.asDouble() == 0 || !Double.isFinite(factor.asDouble())) {
            throw JsonFile.invalid(file, "rescale_factor", factor, "a number other than 0 is required");
        }
        return factor.asDouble();
    }

    private Hints resized(Hints hints) {
        JsonNode size = json.path("size");
        Integer shortest = size.has("shortest_edge")
                ? Integer.valueOf(size.get("shortest_edge").asInt())
                : size.isInt() && SHORTEST.contains(processor) ? Integer.valueOf(size.asInt()) : null;
        ImageSize crop =
                json.path("do_center_crop").asBoolean(json.has("crop_size")) ? size(json.path("crop_size")) : null;
        if (shortest == null) {
            ImageSize stretched = size(size);
            return stretched == null ? hints : hints.withResize(Resize.to(stretched), crop);
        }
        ImageSize square = new ImageSize(shortest, shortest);
        return switch (processor) {
            case "ConvNext" ->
                shortest >= CONVNEXT_WITHOUT_CROP
                        ? hints.withResize(Resize.to(square), null)
                        : hints.withResize(
                                shortestEdge(shortest / json.path("crop_pct").asDouble(224.0 / 256)), square);
            case "PoolFormer" ->
                hints.withResize(
                        shortestEdge(shortest / json.path("crop_pct").asDouble(0.9)), crop == null ? square : crop);
            case "Levit" -> hints.withResize(shortestEdge(256.0 / 224 * shortest), crop == null ? square : crop);
            default -> hints.withResize(Resize.shortestEdge(shortest), crop);
        };
    }

    private static Resize shortestEdge(double side) {
        return Resize.shortestEdge((int) side);
    }

    private static @Nullable ImageSize size(JsonNode json) {
        if (json.isInt()) {
            return new ImageSize(json.asInt(), json.asInt());
        }
        return json.has("height") && json.has("width")
                ? new ImageSize(json.get("width").asInt(), json.get("height").asInt())
                : null;
    }
}
