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
    private Path folder;

    private Path root;
    private ModelRepository repository;

    @BeforeEach
    void create() {
        root = folder.resolve("models");
        repository = new ModelRepository(root);
    }

    @Test
    void namesAreThoseOfFoldersWithACardSorted() throws Exception {
        add(root.resolve("model3"), "model3");
        add(root.resolve("model10"), "model10");
        add(root.resolve("model1"), "model1");
        add(root.resolve("Upper"), "model1");
        Files.createDirectory(root.resolve("without-card"));
        Files.writeString(root.resolve("readme"), "");

        assertThat(repository.names()).containsExactly("model1", "model10", "model3");
    }

    @Test
    void aRepositoryThatIsNotThereYetHoldsNothing() throws Exception {
        assertThat(repository.names()).isEmpty();
        assertNotFound("model1", "no model \"model1\" in " + root + ", which holds no model");
    }

    @Test
    void aModelIsFoundByItsName() throws Exception {
        add(root.resolve("model1"), "model1");

        ModelDirectory model = repository.find("model1");

        assertThat(model.folder()).isEqualTo(root.resolve("model1"));
        assertThat(model.card().name()).isEqualTo("model1");
    }

    @Test
    void whatIsThereIsNamedIfAModelIsNot() throws Exception {
        add(root.resolve("model1"), "model1");
        add(root.resolve("model3"), "model3");

        assertNotFound("model2", "no model \"model2\" in " + root + "; there are model1, model3");
    }

    /** The name may come from an event: it must not reach files outside the repository, whether or not they exist. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"../outside", "..", ".", "", "/", "model1/../../outside", "model1/", "outside\0"})
    void aNameIsNoPath(String name) throws Exception {
        add(root.resolve("model1"), "model1");
        add(folder.resolve("outside"), "outside");

        assertNotFound(name, "no model \"" + name + "\"");
    }

    @Test
    void folderAndCardMustHaveOneName() throws Exception {
        add(root.resolve("model1"), "model3");

        assertNotFound("model1", "holds a card of the name \"model3\"");
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

    private static void add(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Path onnx = folder.resolve(ModelDirectory.ONNX_FILE);
        Files.writeString(onnx, name);
        ModelDirectory.writeCard(folder, TestCards.card(name, ModelDirectory.sha256(onnx)));
    }
}
