package io.pawstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pawstream.contract.document.Documents;
import io.pawstream.contract.document.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that {@code model.json} and {@code docs/model-card.schema.json} agree. */
class ModelCardSchemaTest {

    private static final JsonNode SCHEMA = Documents.read("model-card.schema.json");

    @TempDir
    private Path directory;

    @Test
    void cardsMatchTheSchema() throws Exception {
        assertThat(Documents.errors(SCHEMA, written(TestCards.card()))).isEmpty();
        assertThat(Documents.errors(SCHEMA, written(TestCards.cardWithoutOptions())))
                .isEmpty();
    }

    @Test
    void theCardsOfThePublishedModelsMatchTheSchema() throws Exception {
        Path models = Path.of(System.getProperty("pawstream.home", ".."), "models");
        for (String name : new ModelRepository(models).names()) {
            JsonNode card = read(models.resolve(name));
            assertThat(Documents.errors(SCHEMA, card)).as(name).isEmpty();
        }
    }

    @Test
    void theSchemaHasExactlyTheFieldsOfTheRecord() {
        assertThat(RecordSchema.differences(ModelCard.class, SCHEMA)).isEmpty();
    }

    @Test
    void fieldsThatAreAlwaysPresentAreRequired() throws Exception {
        assertThat(RecordSchema.texts(SCHEMA.get("required")))
                .isEqualTo(RecordSchema.names(written(TestCards.cardWithoutOptions())));
    }

    @Test
    void theSchemaRejectsWhatTheCodeRejects() throws Exception {
        ObjectNode card = (ObjectNode) written(TestCards.card());
        assertThat(Documents.errors(SCHEMA, card.deepCopy().put("name", "../x")))
                .isNotEmpty();
        assertThat(Documents.errors(SCHEMA, card.deepCopy().put("schema", 1))).isNotEmpty();
        assertThat(Documents.errors(SCHEMA, card.deepCopy().put("maxBatch", 0))).isNotEmpty();
        assertThat(Documents.errors(SCHEMA, card.deepCopy().put("sha256", "ABC")))
                .isNotEmpty();
        ObjectNode wide = card.deepCopy();
        wide.withObject("/input").put("width", 4097);
        assertThat(Documents.errors(SCHEMA, wide)).isNotEmpty();
        ObjectNode stretched = card.deepCopy();
        stretched.withObject("/preprocessing/resize").put("height", 10).put("width", 10);
        assertThat(Documents.errors(SCHEMA, stretched)).isNotEmpty();
        ObjectNode neither = card.deepCopy();
        neither.withObject("/origin").remove("trained");
        assertThat(Documents.errors(SCHEMA, neither)).isNotEmpty();
        for (String name : List.of(" ", "a\u001bb", "a\tb", "dog\n", "a\u0085b", "a\u2028b", "x".repeat(201))) {
            assertThat(Documents.errors(SCHEMA, withClass(card, name))).isNotEmpty();
        }
        assertThat(Documents.errors(SCHEMA, withClass(card, "\ud83e\udd8a".repeat(200))))
                .isEmpty();
        card.withArray("classes").add("cat");
        assertThat(Documents.errors(SCHEMA, card)).isNotEmpty();
    }

    private static JsonNode withClass(ObjectNode card, String name) {
        ObjectNode copy = card.deepCopy();
        copy.withArray("classes").add(name);
        return copy;
    }

    private JsonNode written(ModelCard card) throws IOException {
        ModelDirectory.writeCard(directory, card);
        return read(directory);
    }

    private static JsonNode read(Path directory) throws IOException {
        return new ObjectMapper().readTree(Files.readString(directory.resolve(ModelDirectory.CARD_FILE)));
    }
}
