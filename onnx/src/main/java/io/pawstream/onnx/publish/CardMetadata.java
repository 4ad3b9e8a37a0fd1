package io.pawstream.onnx.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Training;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts model cards to the metadata properties of ONNX files. */
final class CardMetadata {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CardMetadata() {}

    /**
     * Returns the metadata of a model: its card without the hash of the file.
     *
     * @param card the card
     * @return properties by name, in a fixed order
     */
    static Map<String, String> of(ModelCard card) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", card.name());
        metadata.put("version", card.version());
        if (card.description() != null) {
            metadata.put("description", card.description());
        }
        metadata.put("classes", String.join(",", card.classes()));
        metadata.put("input_width", Integer.toString(card.inputWidth()));
        metadata.put("input_height", Integer.toString(card.inputHeight()));
        metadata.put("pixel_recipe", Integer.toString(card.pixelRecipe()));
        metadata.put("opset", Integer.toString(card.opset()));
        metadata.put("parameters", Long.toString(card.parameters()));
        Training training = card.training();
        if (training != null) {
            metadata.put("seed", Long.toString(training.seed()));
            metadata.put("options", json(training.options()));
            metadata.put("splits", json(training.splits()));
            metadata.put("history", json(training.history()));
        }
        if (card.test() != null) {
            metadata.put("test", json(card.test()));
        }
        if (card.quantization() != null) {
            metadata.put("quantization", json(card.quantization()));
        }
        return metadata;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write part of a model card as JSON: " + value, e);
        }
    }
}
