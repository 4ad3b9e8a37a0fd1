package io.pawstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRepositoryTest {

    @TempDir
    private Path directory;

    private Path root;
    private ModelRepository repository;

    @BeforeEach
    void create() {
        root = directory.resolve("models");
        repository = new ModelRepository(root);
    }

    @Test
    void namesAreThoseOfDirectoriesWithACardSorted() throws Exception {
        add(root.resolve("model3"), "model3");
        add(root.resolve("model10"), "model10");
        add(root.resolve("model1"), "model1");
        add(root.resolve("Upper"), "model1");
        Files.createDirectory(root.resolve("without-card"));
        Files.writeString(root.resolve("readme"), "");

        assertThat(repository.names()).containsExactly("model1", "model10", "model3");
    }

    @Test
    void aRepositoryThatDoesNotExistIsEmpty() throws Exception {
        assertThat(repository.names()).isEmpty();
        assertNotFound("model1", "model \"model1\" not found in " + root + ", which contains no models");
    }

    @Test
    void aModelIsFoundByItsName() throws Exception {
        add(root.resolve("model1"), "model1");

        ModelDirectory model = repository.find("model1");

        assertThat(model.folder()).isEqualTo(root.resolve("model1"));
        assertThat(model.card().name()).isEqualTo("model1");
    }

    @Test
    void theMessageListsTheAvailableModels() throws Exception {
        add(root.resolve("model1"), "model1");
        add(root.resolve("model3"), "model3");

        assertNotFound("model2", "model \"model2\" not found in " + root + "; available: model1, model3");
    }

    /** A name may come from an event: it must not select files outside the repository. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"../outside", "..", ".", "", "/", "model1/../../outside", "model1/", "outside\0"})
    void aPathIsNotAModelName(String name) throws Exception {
        add(root.resolve("model1"), "model1");
        add(directory.resolve("outside"), "outside");

        assertNotFound(name, "model \"" + name + "\" not found");
    }

    @Test
    void directoryAndCardMustHaveTheSameName() throws Exception {
        add(root.resolve("model1"), "model3");

        assertNotFound("model1", "contains the card of \"model3\"");
    }

    @Test
    void aDamagedModelIsNotFound() throws Exception {
        add(root.resolve("model1"), "model1");
        Files.writeString(root.resolve("model1").resolve(ModelDirectory.ONNX_FILE), "damaged");

        assertNotFound("model1", "SHA-256");
    }

    private void assertNotFound(String name, String message) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> repository.find(name))
                .withMessageContaining(message);
    }

    private static void add(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Path onnx = directory.resolve(ModelDirectory.ONNX_FILE);
        Files.writeString(onnx, name);
        ModelDirectory.writeCard(directory, TestCards.card(name, ModelDirectory.sha256(onnx)));
    }
}
