package io.pawstream.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pawstream.contract.document.Documents;
import io.pawstream.contract.document.RecordSchema;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Checks that the JSON of a prediction and {@code docs/prediction.schema.json} agree. */
class PredictionSchemaTest {

    private static final JsonNode SCHEMA = Documents.read("prediction.schema.json");

    @Test
    void predictionsMatchTheSchema() throws Exception {
        assertThat(Documents.errors(SCHEMA, json(TestEvents.prediction()))).isEmpty();
        assertThat(Documents.errors(SCHEMA, json(TestEvents.predictionWithoutOptions())))
                .isEmpty();
    }

    @Test
    void theSchemaHasExactlyTheFieldsOfTheRecord() {
        assertThat(RecordSchema.differences(PredictionEvent.class, SCHEMA)).isEmpty();
    }

    @Test
    void fieldsThatAreAlwaysPresentAreRequired() throws Exception {
        JsonNode least = json(TestEvents.predictionWithoutOptions());

        assertThat(RecordSchema.texts(SCHEMA.get("required"))).isEqualTo(RecordSchema.names(least));
        for (String object : new String[] {"model", "input"}) {
            assertThat(RecordSchema.texts(SCHEMA.at("/properties/" + object + "/required")))
                    .isEqualTo(RecordSchema.names(least.get(object)));
        }
    }

    @Test
    void theSchemaRejectsInvalidPredictions() throws Exception {
        for (String field : RecordSchema.names(json(TestEvents.predictionWithoutOptions()))) {
            ObjectNode without = (ObjectNode) json(TestEvents.prediction());
            without.remove(field);
            assertThat(Documents.errors(SCHEMA, without))
                    .as("without %s", field)
                    .isNotEmpty();
        }
        ObjectNode impossible = (ObjectNode) json(TestEvents.prediction());
        impossible.put("probability", 1.1);
        assertThat(Documents.errors(SCHEMA, impossible)).isNotEmpty();
    }

    private static JsonNode json(PredictionEvent event) throws IOException {
        return new ObjectMapper().readTree(PredictionEventCodec.toJson(event));
    }
}
