package io.pawstream.onnx.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Origin;
import io.pawstream.model.Training;
import io.pawstream.onnx.DrawnModel;
import io.pawstream.onnx.evaluation.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardMetadataTest {

    private static final ImageSize SIZE = new ImageSize(32, 24);
    private static final Score SCORE = new Score(4, 1, 2, 3);

    private static ModelCard trained() {
        return CardDraft.trained(
                        new CardDraft.Network("m", "20260102.030405", "One layer", SIZE, 99),
                        DrawnModel.options("m")
                                .training(
                                        Map.of("test", new Training.Split(10, "f".repeat(64))),
                                        List.of(new Training.Epoch(1, 0.5, 0.6, 0.7, 0.8, 9))),
                        SCORE)
                .card();
    }

    @Test
    void theKeysHaveAFixedOrderAndLeaveOutTheHash() {
        assertThat(CardMetadata.of(trained()))
                .containsOnlyKeys(
                        "name",
                        "version",
                        "description",
                        "classes",
                        "input_width",
                        "input_height",
                        "pixel_recipe",
                        "opset",
                        "parameters",
                        "seed",
                        "options",
                        "splits",
                        "history",
                        "test");
        assertThat(CardMetadata.of(trained()).keySet())
                .startsWith("name", "version")
                .endsWith("history", "test");
        assertThat(CardMetadata.of(trained()))
                .containsEntry("input_width", "32")
                .containsEntry("input_height", "24")
                .containsEntry("parameters", "99")
                .containsEntry("seed", Long.toString(DrawnModel.SEED));
    }

    @Test
    void structuresAreJson() throws Exception {
        Map<String, String> metadata = CardMetadata.of(trained());
        ObjectMapper json = new ObjectMapper();
        JsonNode test = json.readTree(metadata.get("test"));
        assertThat(test.get("images").asInt()).isEqualTo(10);
        assertThat(test.get("confusion").toString()).isEqualTo("[[4,1],[2,3]]");
        assertThat(json.readTree(metadata.get("history"))
                        .at("/0/validationAccuracy")
                        .asDouble())
                .isEqualTo(0.8);
        assertThat(json.readTree(metadata.get("splits")).at("/test/images").asInt())
                .isEqualTo(10);
        assertThat(json.readTree(metadata.get("options")).get("data").asText()).isEqualTo("drawn");
    }

    @Test
    void absentPartsHaveNoKey() {
        ModelCard card =
                new ModelCard("m", "1", null, List.of("cat", "dog"), 8, 8, 1, 17, "0".repeat(64), 1, null, null, null);
        assertThat(CardMetadata.of(card)).doesNotContainKeys("description", "seed", "options", "test", "quantization");
    }

    @Test
    void theEightBitFormRefersToItsFloatForm() throws Exception {
        ModelCard floats = new CardDraft(trained()).hashed("a".repeat(64));
        Score eightBits = new Score(5, 0, 2, 3);
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
                new ObjectMapper().readTree(CardMetadata.of(card).get("quantization"));
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
