package io.pawstream.onnx.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.model.ModelCard;
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
        metadata.put("schema", Integer.toString(card.schema()));
        metadata.put("name", card.name());
        metadata.put("version", card.version());
        if (card.description() != null) {
            metadata.put("description", card.description());
        }
        metadata.put("classes", json(card.classes()));
        metadata.put("input", json(card.input()));
        metadata.put("preprocessing", json(card.preprocessing()));
        if (card.maxBatch() != null) {
            metadata.put("maxBatch", Integer.toString(card.maxBatch()));
        }
        metadata.put("opset", Integer.toString(card.opset()));
        metadata.put("parameters", Long.toString(card.parameters()));
        metadata.put("origin", json(card.origin()));
        if (card.test() != null) {
            metadata.put("test", json(card.test()));
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
