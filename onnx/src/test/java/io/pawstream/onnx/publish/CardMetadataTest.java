package io.pawstream.onnx.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Origin;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Training;
import io.pawstream.onnx.DrawnModel;
import io.pawstream.onnx.TestCards;
import io.pawstream.onnx.TestScores;
import io.pawstream.onnx.evaluation.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardMetadataTest {

    private static final Preprocessing PREPROCESSING = Preprocessing.stretched(new ImageSize(32, 24));
    private static final Score SCORE = TestScores.of(4, 1, 2, 3);

    private static ModelCard trained() {
        return CardDraft.trained(
                        new CardDraft.Network(
                                "m", "20260102.030405", "One layer", DrawnModel.CLASSES, PREPROCESSING, 99),
                        DrawnModel.options("m")
                                .training(
                                        Map.of("test", new Training.Split(10, "f".repeat(64))),
                                        List.of(new Training.Epoch(1, 0.5, 0.6, 0.7, 0.8, 9))),
                        SCORE)
                .card();
    }

    @Test
    void theKeysHaveAFixedOrderAndLeaveOutTheHash() {
        assertThat(CardMetadata.of(trained()).keySet())
                .containsExactly(
                        "schema",
                        "name",
                        "version",
                        "description",
                        "classes",
                        "input",
                        "preprocessing",
                        "opset",
                        "parameters",
                        "origin",
                        "test");
        assertThat(CardMetadata.of(trained()))
                .containsEntry("schema", "2")
                .containsEntry("classes", "[\"cat\",\"dog\"]")
                .containsEntry("input", "{\"height\":24,\"width\":32}")
                .containsEntry("parameters", "99");
    }

    @Test
    void structuresAreJson() throws Exception {
        Map<String, String> metadata = CardMetadata.of(trained());
        ObjectMapper json = new ObjectMapper();
        JsonNode test = json.readTree(metadata.get("test"));
        assertThat(test.get("images").asInt()).isEqualTo(10);
        assertThat(test.get("confusion").toString()).isEqualTo("[[4,1],[2,3]]");
        assertThat(json.readTree(metadata.get("preprocessing")).get("decode").asText())
                .isEqualTo("reduced");
        JsonNode training = json.readTree(metadata.get("origin")).get("trained");
        assertThat(training.at("/history/0/validationAccuracy").asDouble()).isEqualTo(0.8);
        assertThat(training.at("/splits/test/images").asInt()).isEqualTo(10);
        assertThat(training.at("/options/data").asText()).isEqualTo("drawn");
        assertThat(training.get("seed").asLong()).isEqualTo(DrawnModel.SEED);
    }

    @Test
    void absentPartsHaveNoKey() {
        ModelCard card = TestCards.of("m", null, new ImageSize(8, 8), TestCards.IMPORTED, null);
        assertThat(CardMetadata.of(card)).doesNotContainKeys("description", "maxBatch", "test");
        assertThat(CardMetadata.of(card).get("origin")).doesNotContain("trained", "quantized", "null");
    }

    @Test
    void theEightBitFormRefersToItsFloatForm() throws Exception {
        ModelCard floats = new CardDraft(trained()).hashed("a".repeat(64));
        Score eightBits = TestScores.of(5, 0, 2, 3);
        ModelCard card = CardDraft.quantized(floats, "m-8bit", 256, eightBits).card();
        assertThat(card.name()).isEqualTo("m-8bit");
        assertThat(card.version()).isEqualTo(floats.version());
        assertThat(card.description()).isEqualTo("One layer; in 8 bits");
        assertThat(card.training()).isEqualTo(floats.training());
        assertThat(card.test()).isEqualTo(eightBits.evaluation());
        assertThat(card.sha256()).as("not known yet").isEqualTo("0".repeat(64));
        assertThat(card.quantization())
                .isEqualTo(new Origin.Quantization("m", "a".repeat(64), 256, SCORE.evaluation()));
        JsonNode quantization =
                new ObjectMapper().readTree(CardMetadata.of(card).get("origin")).get("quantized");
        assertThat(quantization.get("model").asText()).isEqualTo("m");
        assertThat(quantization.get("images").asInt()).isEqualTo(256);
    }

    @Test
    void theHashIsTheOnlyDifferenceOfTheCompleteCard() {
        ModelCard hashed = new CardDraft(trained()).hashed("b".repeat(64));
        assertThat(hashed.sha256()).isEqualTo("b".repeat(64));
        assertThat(new CardDraft(hashed).hashed(trained().sha256())).isEqualTo(trained());
        assertThat(CardMetadata.of(hashed)).isEqualTo(CardMetadata.of(trained()));
    }
}
