package io.pawstream.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A comparison that never reports a difference would let the documents become outdated. */
class RecordSchemaTest {

    record Outer(String name, List<Inner> inners, Map<String, Double> shares) {}

    record Inner(int count) {}

    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "name": {"type": "string"},
              "inners": {"type": "array", "items": {"type": "object", "properties": {"count": {"type": "integer"}}}},
              "shares": {"type": "object", "additionalProperties": {"type": "number"}}}}
            """;

    @Test
    void aMatchingSchemaHasNoDifferences() throws Exception {
        assertThat(differences(SCHEMA)).isEmpty();
    }

    @Test
    void aComponentMissingFromTheSchema() throws Exception {
        assertThat(differences(SCHEMA.replace("\"name\": {\"type\": \"string\"},", "")))
                .containsExactly("Outer.name is missing from the schema");
    }

    @Test
    void aPropertyMissingFromTheRecord() throws Exception {
        assertThat(differences(SCHEMA.replace("\"count\": {", "\"other\": {\"type\": \"string\"}, \"count\": {")))
                .containsExactly("Outer.inners[].other is in the schema only");
    }

    @Test
    void aWrongType() throws Exception {
        assertThat(differences(SCHEMA.replace("\"number\"", "\"integer\"")))
                .containsExactly("Outer.shares{} has the JSON type number, but in the schema \"integer\"");
    }

    private static List<String> differences(String schema) throws Exception {
        return RecordSchema.differences(Outer.class, new ObjectMapper().readTree(schema));
    }
}
