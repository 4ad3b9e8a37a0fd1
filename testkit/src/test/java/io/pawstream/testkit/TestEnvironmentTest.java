package io.pawstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestEnvironmentTest {

    @Test
    void aCopiedModelHasNetworkAndCardOnly(@TempDir Path directory) throws Exception {
        Path model = Files.createDirectory(directory.resolve("model"));
        Files.writeString(model.resolve("model.onnx"), "network");
        Files.writeString(model.resolve("model.json"), "card");
        Files.writeString(model.resolve("history.csv"), "1,2,3");
        Path copy = directory.resolve("models/copy");
        TestEnvironment.copyModel(model, copy);
        assertThat(copy).isDirectoryNotContaining("glob:**.csv");
        assertThat(copy.resolve("model.onnx")).hasContent("network");
        assertThat(copy.resolve("model.json")).hasContent("card");
    }

    @Test
    void aMissingModelFails(@TempDir Path directory) {
        assertThatThrownBy(() -> TestEnvironment.copyModel(directory.resolve("none"), directory.resolve("copy")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none");
    }

    @Test
    void anExistingModelIsNotOverwritten(@TempDir Path directory) throws Exception {
        Path model = Files.createDirectory(directory.resolve("model"));
        Files.writeString(model.resolve("model.onnx"), "new");
        Files.writeString(model.resolve("model.json"), "new");
        Path target = Files.createDirectory(directory.resolve("target"));
        Files.writeString(target.resolve("model.onnx"), "old");
        assertThatThrownBy(() -> TestEnvironment.copyModel(model, target))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target.resolve("model.onnx")).hasContent("old");
    }
}
