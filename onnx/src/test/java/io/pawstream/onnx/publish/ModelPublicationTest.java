package io.pawstream.onnx.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.DrawnModel;
import io.pawstream.onnx.TestScores;
import io.pawstream.onnx.TinyNetwork;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPublicationTest {

    private static final ImageSize SIZE = new ImageSize(12, 10);
    private static final Score SCORE = TestScores.of(1, 0, 1, 1);

    @TempDir
    private Path repository;

    private static CardDraft draft(String description) {
        return CardDraft.trained(
                new CardDraft.Network(
                        "m",
                        "20260102.030405",
                        description,
                        DrawnModel.CLASSES,
                        Preprocessing.stretched(SIZE),
                        TinyNetwork.PARAMETERS),
                DrawnModel.options("m").training(Map.of(), List.of()),
                SCORE);
    }

    private ModelDirectory publish(String description, long seed) throws Exception {
        try (ModelPublication publication = ModelPublication.stage(repository, "m")) {
            return publication.publish(TinyNetwork.graph(SIZE, seed), draft(description));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(repository)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theCardHasTheHashOfTheFileAndTheFileHasTheCard() throws Exception {
        ModelDirectory model = publish("first", 1);
        ModelCard card = model.card();
        assertThat(model).isEqualTo(ModelDirectory.read(repository.resolve("m")));
        assertThat(card.sha256()).isEqualTo(ModelDirectory.sha256(model.onnx()));
        assertThat(card.classes()).containsExactly("cat", "dog");
        assertThat(card.opset()).isEqualTo(OnnxGraph.OPSET);
        assertThat(card.test()).isEqualTo(SCORE.evaluation());
        Map<String, String> metadata =
                ModelProto.parseFrom(Files.readAllBytes(model.onnx())).getMetadataPropsList().stream()
                        .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
        assertThat(metadata)
                .isEqualTo(CardMetadata.of(card))
                .containsEntry("name", "m")
                .containsEntry("classes", "[\"cat\",\"dog\"]")
                .containsEntry("input", "{\"height\":10,\"width\":12}")
                .containsKeys("origin", "test");
    }

    @Test
    void aModelReplacesTheOneBefore() throws Exception {
        String before = publish("first", 1).card().sha256();
        assertThat(publish("second", 2).card().sha256()).isNotEqualTo(before);
        assertThat(ModelDirectory.read(repository.resolve("m")).card().description())
                .isEqualTo("second");
        assertThat(files()).containsExactly("m");
    }

    @Test
    void theFilesOfAnInterruptedPublicationAreDeleted() throws Exception {
        Path candidate = ModelPublication.stage(repository, "m").writeCandidate(TinyNetwork.graph(SIZE, 1));
        Files.writeString(candidate.resolveSibling("partial"), "partial");
        publish("first", 1);
        assertThat(repository.resolve("m/partial")).doesNotExist();
        assertThat(files()).containsExactly("m");
    }

    @Test
    void aPublicationThatEndsEarlyLeavesNothing() throws Exception {
        try (ModelPublication publication = ModelPublication.stage(repository, "m")) {
            assertThat(publication.writeCandidate(TinyNetwork.graph(SIZE, 1))).isNotEmptyFile();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aNetworkThatCannotBeLoadedIsNotPublishedAndTheModelBeforeRemains() throws Exception {
        ModelDirectory before = publish("first", 1);
        OnnxGraph invalid = new OnnxGraph("invalid", WeightStorage.FLOAT);
        invalid.output(
                invalid.input("images", OnnxGraph.UINT8, -1, 10, 12, 3), "probabilities", OnnxGraph.FLOAT, -1, 2);
        try (ModelPublication publication = ModelPublication.stage(repository, "m")) {
            assertThatThrownBy(() -> publication.publish(invalid, draft("second")))
                    .isInstanceOf(ModelException.class);
        }
        assertThat(ModelDirectory.read(repository.resolve("m"))).isEqualTo(before);
        assertThat(files()).containsExactly("m");
    }

    @Test
    void theCardMustHaveTheNameOfThePublication() throws Exception {
        try (ModelPublication publication = ModelPublication.stage(repository, "other")) {
            assertThatThrownBy(() -> publication.publish(TinyNetwork.graph(SIZE, 1), draft("first")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("card has name \"m\"; expected \"other\"");
        }
    }

    @Test
    void theScoreOfAPublishedModelCanBeUpdated() throws Exception {
        ModelDirectory model = publish("first", 1);
        Score score = TestScores.of(2, 0, 0, 1);
        ModelPublication.updateScore(model, score);
        assertThat(ModelDirectory.read(model.folder()).card())
                .isEqualTo(model.card().withTest(score.evaluation()));
        try (Stream<Path> files = Files.list(model.folder())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aReaderNeverSeesAPartialModel() throws Exception {
        publish("0", 0);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int complete = 0;
            while (!done.get()) {
                complete += isComplete() ? 1 : 0;
            }
            return complete;
        });
        for (int i = 1; i <= 10; i++) {
            publish(Integer.toString(i), i);
        }
        done.set(true);
        assertThat(reader.get()).isPositive();
        assertThat(ModelDirectory.read(repository.resolve("m")).card().description())
                .isEqualTo("10");
    }

    /** Whether there is a card; a card that is there is complete. */
    private boolean isComplete() {
        try {
            String card = Files.readString(repository.resolve("m/model.json"));
            assertThat(card).startsWith("{").endsWith("}\n");
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
