package io.pawstream.onnx.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ModelException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFileTest {

    @TempDir
    private Path directory;

    private Path file(String... lines) throws Exception {
        return Files.write(directory.resolve("labels.txt"), List.of(lines));
    }

    @Test
    void numbersInAnotherOrderAreRefused() throws Exception {
        Path file = file("2: fox", "0: cat", "1: dog");
        assertThatThrownBy(() -> LabelFile.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        file + " numbers its lines in another order: line 1 is \"2: fox\"; sort the lines by number,"
                                + " because they must be in the order of the network's output");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0: cat,1: dog", "1:43 scale,1:18 scale,1:24 scale", "2: fox,0: cat,dog", "1 dog,0 cat"})
    void otherLinesStayAsTheyAre(String lines) throws Exception {
        String[] names = lines.split(",", -1);
        assertThat(LabelFile.read(file(names))).containsExactly(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-8859-1"})
    void otherEncodingsAreRefused(String encoding) throws Exception {
        Path file = Files.writeString(directory.resolve("labels.txt"), "K\u00e4fer\nHund\n", Charset.forName(encoding));
        assertThatThrownBy(() -> LabelFile.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + " is not a text in UTF-8; save it as UTF-8");
    }

    @Test
    void zerosAreNoText() throws Exception {
        Path file = Files.writeString(directory.resolve("labels.txt"), "cat\ndog\n", StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> LabelFile.read(file)).hasMessageContaining("is not a text in UTF-8");
    }
}
