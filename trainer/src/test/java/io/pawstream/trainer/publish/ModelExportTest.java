package io.pawstream.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Origin;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.QuantizedExport;
import io.pawstream.trainer.TestImages;
import io.pawstream.trainer.network.Activation;
import io.pawstream.trainer.network.Dense;
import io.pawstream.trainer.network.Flatten;
import io.pawstream.trainer.network.Layer;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.Pretrained;
import io.pawstream.trainer.network.PretrainedBase;
import io.pawstream.trainer.network.TrainableNetwork;
import io.pawstream.trainer.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {

    // Large enough for a dense kernel of more than 1 MB.
    private static final ImageSize SIZE = new ImageSize(58, 58);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);
    private static final Training TRAINING = new Training(
            9,
            Map.of("epochs", "1"),
            Map.of("test", new Training.Split(20, "f".repeat(64))),
            List.of(new Training.Epoch(1, 0.7, 0.5, 0.6, 0.55, 2.5)));

    @TempDir
    private Path models;

    private final PixelStore store = new PixelStore(Preprocessing.stretched(SIZE));
    private final List<String> log = new ArrayList<>();
    private List<Sample> test;

    @BeforeEach
    void draw() throws IOException {
        test = TestImages.drawn(store, 20);
    }

    private ModelDirectory publish(Network network, WeightStorage storage) throws ModelException, IOException {
        try (TrainableNetwork trainable = new TrainableNetwork(network, SIZE, 1)) {
            return new ModelExport(store, List.of("cat", "dog"), 2, CLOCK, log::add)
                    .publish(models, trainable, storage, TRAINING, test);
        }
    }

    private List<String> published() throws IOException {
        try (Stream<Path> files = Files.list(models)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theCardRecordsTrainingAndScore() throws Exception {
        ModelDirectory model = publish(Networks.FROM_SCRATCH.get(0), WeightStorage.INT8);
        ModelCard card = model.card();
        assertThat(card.name()).isEqualTo("model1");
        assertThat(card.version()).isEqualTo("20260203.040506");
        assertThat(card.classes()).containsExactly("cat", "dog");
        assertThat(card.input()).isEqualTo(SIZE);
        assertThat(card.preprocessing()).isEqualTo(Preprocessing.stretched(SIZE));
        assertThat(card.opset()).isEqualTo(OnnxGraph.OPSET);
        assertThat(card.sha256()).isEqualTo(ModelDirectory.sha256(model.onnx()));
        assertThat(card.parameters()).isEqualTo(896 + 18_496 + 128 * (13 * 13 * 64 + 1) + 129);
        assertThat(card.training()).isEqualTo(TRAINING);
        assertThat(card.test().images()).isEqualTo(20);
        assertThat(Score.of(card.test()).accuracy()).isEqualTo(card.test().accuracy());
        assertThat(published()).containsExactly("model1");
        assertThat(Files.size(model.onnx())).as("8 bits a weight").isLessThan(2_000_000);
        assertThat(log).hasSize(2);
    }

    @Test
    void theOnnxFileCarriesTheSameAsMetadata() throws Exception {
        ModelDirectory model = publish(Networks.FROM_SCRATCH.get(2), WeightStorage.FLOAT);
        ModelProto file = ModelProto.parseFrom(Files.readAllBytes(model.onnx()));
        Map<String, String> metadata = file.getMetadataPropsList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
        assertThat(metadata)
                .containsEntry("name", "model3")
                .containsEntry("version", "20260203.040506")
                .containsEntry("classes", "[\"cat\",\"dog\"]");
        ObjectMapper json = new ObjectMapper();
        JsonNode card = json.valueToTree(model.card());
        assertThat(metadata.values().stream().collect(Collectors.joining(" ")))
                .contains(json.writeValueAsString(card.get("test")))
                .contains(json.writeValueAsString(
                        card.get("origin").get("trained").get("history")))
                .contains("f".repeat(64));
        assertThat(file.getOpsetImport(0).getVersion()).isEqualTo(OnnxGraph.OPSET);
    }

    @Test
    void aModelReplacesTheOneBefore() throws Exception {
        String before = publish(Networks.FROM_SCRATCH.get(0), WeightStorage.FLOAT)
                .card()
                .sha256();
        String after =
                publish(Networks.FROM_SCRATCH.get(0), WeightStorage.INT8).card().sha256();
        assertThat(after).isNotEqualTo(before);
        assertThat(ModelDirectory.read(models.resolve("model1")).card().sha256())
                .isEqualTo(after);
        assertThat(published()).containsExactly("model1");
    }

    /** A base whose export is not what it computes. */
    private record WrongExport() implements PretrainedBase {
        @Override
        public Block block() {
            return new LambdaBlock(x -> new NDList(x.singletonOrThrow().mul(0.01f)), "wrong");
        }

        @Override
        public String export(OnnxGraph graph, String input, List<Weights> weights) {
            return graph.node("Mul", List.of(input, graph.floats(new float[] {0.02f})));
        }
    }

    @Test
    void anExportThatDiffersIsNotPublishedAndTheModelBeforeStays() throws Exception {
        List<Layer> head = List.of(new Flatten(), new Dense(1, Activation.SIGMOID));
        ModelDirectory before = publish(new Network("m", "right", head), WeightStorage.FLOAT);
        Network wrong = new Network(
                "m",
                "wrong",
                Stream.concat(Stream.of(new Pretrained(new WrongExport(), false)), head.stream())
                        .toList());
        assertThatThrownBy(() -> publish(wrong, WeightStorage.FLOAT))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("m is not published");
        assertThat(published()).containsExactly("m");
        assertThat(ModelDirectory.read(models.resolve("m"))).isEqualTo(before);
    }

    @Test
    void theEightBitFormRecordsBothScores() throws Exception {
        ModelDirectory floats = publish(Networks.FROM_SCRATCH.get(3), WeightStorage.FLOAT);
        Splits splits = new Splits(test.subList(0, 10), test, test);
        QuantizedExport export = new QuantizedExport(store, 2, log::add);
        ModelDirectory model = export.publish(models, floats, splits);
        ModelCard card = model.card();
        String name = floats.card().name();
        assertThat(published()).containsExactlyInAnyOrder(name, name + "-8bit");
        assertThat(card.name()).isEqualTo(name + "-8bit");
        assertThat(card.sha256()).isEqualTo(ModelDirectory.sha256(model.onnx()));
        assertThat(card.training()).isEqualTo(TRAINING);
        assertThat(card.test().images()).isEqualTo(20);
        assertThat(card.quantization())
                .isEqualTo(new Origin.Quantization(
                        name, floats.card().sha256(), 10, floats.card().test()));
        assertThatThrownBy(() -> export.publish(models, model, splits))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is already quantized to 8 bits");
    }

    @Test
    void anEightBitFormThatLosesTooMuchIsNotPublished() throws Exception {
        ModelDirectory floats = publish(Networks.FROM_SCRATCH.get(3), WeightStorage.FLOAT);
        ModelCard card = floats.card();
        // A score that the 8 bits cannot reach.
        List<Integer> labels = test.stream().map(Sample::label).toList();
        float[] perfect = new float[2 * labels.size()];
        for (int i = 0; i < labels.size(); i++) {
            perfect[2 * i + labels.get(i)] = 1;
        }
        ModelCard better = card.withTest(Score.of(2, labels, perfect).evaluation());
        assertThat(card.test().accuracy()).isLessThan(0.9);
        ModelDirectory.writeCard(floats.folder(), better);
        ModelDirectory claimed = ModelDirectory.read(floats.folder());
        assertThatThrownBy(() ->
                        new QuantizedExport(store, 1, log::add).publish(models, claimed, new Splits(test, test, test)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is not published");
        assertThat(published()).containsExactly(card.name());
    }
}
