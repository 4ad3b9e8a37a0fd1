package io.pawstream.onnx.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void publicationsOfTheSameNameDoNotDisturbEachOther() throws Exception {
        try (ModelPublication first = ModelPublication.stage(repository, "m");
                ModelPublication second = ModelPublication.stage(repository, "m")) {
            first.writeCandidate(TinyNetwork.graph(SIZE, 1));
            second.writeCandidate(TinyNetwork.graph(SIZE, 2));
            first.publish(TinyNetwork.graph(SIZE, 1), draft("first"));
            second.publish(TinyNetwork.graph(SIZE, 2), draft("second"));
        }
        assertThat(ModelDirectory.read(repository.resolve("m")).card().description())
                .isEqualTo("second");
        assertThat(files()).containsExactly("m");
    }

    @Test
    void publicationsAtTheSameTimeAllSucceed() throws Exception {
        List<CompletableFuture<Void>> publications = IntStream.range(0, 4)
                .mapToObj(seed -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 5; i++) {
                        assertThatCode(() -> publish("seed " + seed, seed)).doesNotThrowAnyException();
                    }
                }))
                .toList();
        for (CompletableFuture<Void> publication : publications) {
            publication.get();
        }
        assertThat(ModelDirectory.read(repository.resolve("m")).card().description())
                .startsWith("seed ");
        assertThat(files()).containsExactly("m");
    }

    @Test
    void whatAKilledPublicationLeftIsDeletedAfterADay() throws Exception {
        List<String> others = List.of(".m-8bit.1.new", ".m.recent.new", ".m.txt");
        for (String name : List.of(".m.new", ".m.1.new", ".m.2.old", ".m-8bit.1.new", ".m.recent.new", ".m.txt")) {
            Path directory = Files.createDirectory(repository.resolve(name));
            Files.writeString(directory.resolve("model.onnx"), "partial");
            Duration age = name.contains("recent") ? Duration.ofHours(23) : Duration.ofHours(25);
            Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(age)));
        }
        publish("first", 1);
        assertThat(files())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("m"), others.stream()).toList());
    }

    /** Ends as on Ctrl-C, without closing its publication. */
    static final class Interrupted {

        public static void main(String[] arguments) throws IOException {
            ModelPublication publication = ModelPublication.stage(Path.of(arguments[0]), "m");
            Files.writeString(publication.scratchFile(), "intermediate");
            System.out.println(
                    Files.exists(publication.writeCandidate(TinyNetwork.graph(SIZE, 1))) ? "staged" : "missing");
            System.exit(130);
        }
    }

    @Test
    void anInterruptedPublicationLeavesNothing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Interrupted.class.getName(),
                        repository.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("staged");
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(files()).isEmpty();
    }

    @Test
    void aModelHasThePermissionsOfAnyDirectory() throws Exception {
        assumeTrue(repository.getFileSystem().supportedFileAttributeViews().contains("posix"), "no permissions");
        Path usual = Files.createDirectory(repository.resolve("usual"));
        assertThat(Files.getPosixFilePermissions(publish("first", 1).folder()))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void aPublicationThatEndsEarlyLeavesNothing() throws Exception {
        try (ModelPublication publication = ModelPublication.stage(repository, "m")) {
            assertThat(publication.writeCandidate(TinyNetwork.graph(SIZE, 1))).isNotEmptyFile();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void intermediateFilesAreNotPublished() throws Exception {
        try (ModelPublication publication = ModelPublication.stage(repository, "m")) {
            Path scratch = publication.scratchFile();
            assertThat(scratch).startsWithRaw(repository).doesNotExist();
            Files.writeString(scratch, "intermediate");
            Files.writeString(scratch.resolveSibling("weights"), "intermediate");
            ModelDirectory model = publication.publish(TinyNetwork.graph(SIZE, 1), draft("first"));
            try (Stream<Path> published = Files.list(model.folder())) {
                assertThat(published).hasSize(2);
            }
        }
        assertThat(files()).containsExactly("m");
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
