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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDirectoryTest {

    @TempDir
    private Path directory;

    private Path onnx;
    private Path json;
    private ModelCard card;

    @BeforeEach
    void write() throws IOException {
        onnx = directory.resolve("model.onnx");
        json = directory.resolve("model.json");
        Files.writeString(onnx, "abc");
        card = TestCards.card("model1", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        ModelDirectory.writeCard(directory, card);
    }

    @Test
    void aCardIsReadBackUnchanged() throws Exception {
        ModelDirectory model = ModelDirectory.read(directory);

        assertThat(model.card()).isEqualTo(card);
        assertThat(model.onnx()).isEqualTo(onnx);
        assertThat(Files.readString(json)).endsWith("}\n");
    }

    @Test
    void unknownFieldsAreIgnored() throws Exception {
        Files.writeString(json, Files.readString(json).replace("\"training\" : {", "\"later\": 1, \"training\" : {"));

        assertThat(ModelDirectory.read(directory).card()).isEqualTo(card);
    }

    @Test
    void aNetworkWithAnotherHashIsInvalid() throws Exception {
        Files.writeString(onnx, "abd");

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModelDirectory.read(directory))
                .withMessageContaining(onnx.toString())
                .withMessageContaining(ModelDirectory.sha256(onnx))
                .withMessageContaining(card.sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "model.json"})
    void aMissingFileIsNamed(String file) throws Exception {
        Files.delete(directory.resolve(file));

        assertInvalid("model directory " + directory + " has no " + file);

        Files.createDirectory(directory.resolve(file));
        assertInvalid("model directory " + directory + " has no " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "model.json"})
    void aLinkOutOfTheDirectoryIsRefused(String file, @TempDir Path elsewhere) throws Exception {
        Path target = Files.move(directory.resolve(file), elsewhere.toRealPath().resolve(file));
        Files.createSymbolicLink(directory.resolve(file), target);

        assertInvalid(directory.resolve(file) + " is a link to " + target + ", which is outside of the model directory "
                + directory + "; copy the file into the directory");
    }

    /** Kubernetes mounts the files of a volume as links to a hidden directory beside them. */
    @Test
    void aLinkWithinTheDirectoryIsFollowed() throws Exception {
        Path hidden = Files.createDirectory(directory.resolve("..data"));
        Files.createSymbolicLink(onnx, Files.move(onnx, hidden.resolve("model.onnx")));

        assertThat(ModelDirectory.read(directory).card()).isEqualTo(card);
    }

    @Test
    void theDirectoryItselfMayBeALink(@TempDir Path elsewhere) throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), directory);

        assertThat(ModelDirectory.read(link).card()).isEqualTo(card);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | No content",
                "null | null",
                "[] | Array",
                "name: model1 | 'name'",
                "{} | model name is \"null\"",
                "{\"name\": \"../x\"} | model name is \"../x\"",
                "{\"schema\": 2, \"name\": \"model1\"} | version of model model1 is missing",
                "{\"name\": \"model1\", \"version\": \"1\", \"classes\": \"cat\"} | Cannot construct",
                "{\"schema\": 2, \"name\": \"model1\", \"version\": \"1\", \"classes\": [\"cat\", \"a\\u001bb\"]}"
                        + " | class 1 of model model1 is \"a\\u001bb\"; a class name must have",
            })
    void otherJsonIsNotAModelCard(String text, String message) throws Exception {
        Files.writeString(json, text);

        assertInvalid(json + " is not a model card: ");
        assertInvalid(message);
    }

    private void assertInvalid(String message) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModelDirectory.read(directory))
                .withMessageContaining(message);
    }
}
