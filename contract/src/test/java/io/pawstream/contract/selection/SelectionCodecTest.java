package io.pawstream.contract.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.document.Documents;
import io.pawstream.contract.document.RecordSchema;
import io.pawstream.contract.event.MalformedEventException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionCodecTest {

    private static final JsonNode SCHEMA = Documents.read("selection.schema.json");
    private static final String SHA256 = "0123456789abcdef".repeat(4);
    private static final Selection FULL =
            new Selection("model3", new TrafficShare("model1", 0.1, "x", SHA256), new TrafficShare("model5", 1, null));

    @Test
    void aSelectionIsReadBackUnchangedAndMatchesTheSchema() throws Exception {
        for (Selection selection :
                new Selection[] {FULL, Selection.of("model3"), new Selection("model3", SHA256, null, null)}) {
            ProducerRecord<byte[], byte[]> record = SelectionCodec.toRecord("model-selection", selection);
            assertThat(record.key()).isEqualTo("selection".getBytes(UTF_8));
            assertThat(SelectionCodec.fromJson(record.value())).isEqualTo(selection);
            assertThat(Documents.errors(SCHEMA, new ObjectMapper().readTree(record.value())))
                    .isEmpty();
        }
    }

    @Test
    void theSchemaHasExactlyTheFieldsOfTheRecords() {
        assertThat(RecordSchema.differences(TrafficShare.class, SCHEMA.at("/$defs/trafficShare")))
                .isEmpty();
        assertThat(RecordSchema.names(SCHEMA.get("properties"))).containsExactly("canary", "model", "sha256", "shadow");
    }

    @Test
    void unknownFieldsAreIgnored() throws Exception {
        assertThat(SelectionCodec.fromJson("{\"model\":\"model3\",\"next\":1}".getBytes(UTF_8)))
                .isEqualTo(Selection.of("model3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "`` ; it is empty",
                "null ; it is empty",
                "[1] ; not a selection",
                "{} ; model",
                "{\"model\":\"../etc\"} ; model name is \"../etc\"",
                "{\"model\":\"model3\",\"sha256\":\"abc\"} ; sha256 of model3 is \"abc\"; it must be 64 lower-case",
                "{\"model\":\"model3\",\"canary\":{\"model\":\"model1\"}} ; share",
                "{\"model\":\"model3\",\"canary\":{\"model\":\"model1\",\"share\":2}} ; it must be 0 to 1",
            })
    void otherJsonIsNotASelection(String json, String message) {
        assertThatThrownBy(() -> SelectionCodec.fromJson(json.getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("not a selection")
                .hasMessageContaining(message)
                .hasMessageContaining("example: {\"model\":\"model3\"");
    }

    @Test
    void theModelsOfASelection() {
        assertThat(FULL.models())
                .containsExactly(
                        ModelReference.of("model3"), new ModelReference("model1", SHA256), ModelReference.of("model5"));
        assertThat(new Selection("model3", new TrafficShare("model3", 1, null), null).models())
                .containsExactly(ModelReference.of("model3"));
    }

    @Test
    void theCanaryClassifiesItsShare() {
        Selection all = new Selection("model3", new TrafficShare("model1", 1, null), null);
        Selection none = new Selection("model3", new TrafficShare("model1", 0, null), null);
        assertThat(all.modelFor(null, "s", "i")).isEqualTo(ModelReference.of("model1"));
        assertThat(none.modelFor(null, "s", "i")).isEqualTo(ModelReference.of("model3"));
        assertThat(Selection.of("model3").modelFor(null, "s", "i")).isEqualTo(ModelReference.of("model3"));
    }
}
