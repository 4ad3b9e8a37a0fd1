package io.pawstream.onnx.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.model.ModelCard;
import java.util.LinkedHashMap;
import java.util.Map;

/** The model card as the metadata properties of an ONNX file; all but the hash of that file itself. */
public final class CardMetadata {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CardMetadata() {}

    public static Map<String, String> of(ModelCard card) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", card.name());
        metadata.put("version", card.version());
        metadata.put("description", card.description());
        metadata.put("classes", String.join(",", card.classes()));
        metadata.put("input_width", Integer.toString(card.inputWidth()));
        metadata.put("input_height", Integer.toString(card.inputHeight()));
        metadata.put("pixel_recipe", Integer.toString(card.pixelRecipe()));
        metadata.put("opset", Integer.toString(card.opset()));
        metadata.put("parameters", Long.toString(card.parameters()));
        metadata.put("seed", Long.toString(card.training().seed()));
        metadata.put("options", json(card.training().options()));
        metadata.put("splits", json(card.training().splits()));
        metadata.put("history", json(card.training().history()));
        metadata.put("test", json(card.test()));
        if (card.quantization() != null) {
            metadata.put("quantization", json(card.quantization()));
        }
        return metadata;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a part of a model card cannot be written as JSON: " + value, e);
        }
    }
}
