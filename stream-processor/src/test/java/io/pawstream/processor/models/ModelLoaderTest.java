package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.inference.InferenceDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishers read the messages in rejections. */
class ModelLoaderTest {

    @TempDir
    Path root;

    @BeforeEach
    void writeDamagedModels() throws IOException {
        write("no-onnx", "model.json", "{}");
        write("no-card", "model.json", "null");
        write("no-card", "model.onnx", "");
        write("no-json", "model.json", "{");
        write("no-json", "model.onnx", "");
        Files.createDirectories(root.resolve("directory").resolve("model.onnx"));
    }

    private void write(String model, String file, String content) throws IOException {
        Path directory = Files.createDirectories(root.resolve(model));
        Files.writeString(directory.resolve(file), content);
    }

    private static String error(Path root, String model) {
        ModelLoader loader = ModelLoader.from(
                new ModelRepository(root),
                DecodeLimits.DEFAULT,
                new BatchLimits(1, 1, Long.MAX_VALUE, Long.MAX_VALUE, () -> 0),
                InferenceDevice.CPU);
        return catchThrowableOfType(ModelException.class, () -> loader.load(model))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-onnx | model directory no-onnx has no model.onnx",
                "no-card | no-card/model.json is not a model card: it is JSON null",
                "no-json | no-json/model.json is not a model card: ",
                "directory | model directory directory has no model.onnx",
                "missing | model \"missing\" not found in the model repository; available: no-card, no-json, no-onnx"
            })
    void errorsDoNotContainThePathOfTheRepository(String model, String message) {
        assertThat(error(root, model)).startsWith(message).doesNotContain(root.toString());
    }

    @Test
    void errorsDoNotContainARelativePathOfTheRepository() {
        Path relative = Path.of("").toAbsolutePath().relativize(root.toAbsolutePath());
        assertThat(error(relative, "no-onnx")).isEqualTo("model directory no-onnx has no model.onnx");
        assertThat(error(relative, "missing")).startsWith("model \"missing\" not found in the model repository; ");
    }
}
