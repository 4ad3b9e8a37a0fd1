package io.pawstream.benchmark.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    @Test
    void valuesAreWrittenByNameInOrder(@TempDir Path parent) throws Exception {
        Results results = new Results(parent.resolve("new/report"));
        results.add("b", Map.of("images/s", 1.5));
        results.add("a", Map.of("images/s", 2.5));
        results.add("b", Map.of("CPU", 3.5));
        results.add("a", Map.of("images/s", 4.5));
        Path directory = results.write("throughput", "images/s", List.of("images/s", "CPU"));
        assertThat(directory).isEqualTo(parent.resolve("new/report"));

        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("throughput.json").toFile());
        assertThat(json.findValuesAsText("name")).containsExactly("b", "a");
        assertThat(json.at("/0/values").toString()).isEqualTo("{\"images/s\":1.5,\"CPU\":3.5}");
        assertThat(json.at("/1/values").toString()).isEqualTo("{\"images/s\":4.5}");
        assertThat(ImageIO.read(directory.resolve("throughput.png").toFile()).getWidth())
                .isEqualTo(900);
    }

    private static Path chart(Path directory) throws Exception {
        return directory.resolve("latency.png");
    }

    @Test
    void aMissingValueIsPlottedAndNotWritten(@TempDir Path directory) throws Exception {
        Results results = new Results(directory);
        results.add("float", Map.of("p50", 1.0, "p99", 2.0));
        results.add("8-bit", Map.of("p50", 3.0));
        results.write("latency", "ms", List.of("p50", "p99"));
        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("latency.json").toFile());
        assertThat(json.at("/1/name").asText()).isEqualTo("8-bit");
        assertThat(json.at("/1/values").size()).isEqualTo(1);
        assertThat(chart(directory)).isNotEmptyFile();
    }

    @Test
    void laterResultsReplaceTheFiles(@TempDir Path directory) throws Exception {
        Results first = new Results(directory);
        first.add("old", Map.of("p50", 1.0));
        first.write("latency", "ms", List.of("p50"));
        byte[] before = Files.readAllBytes(chart(directory));
        Results second = new Results(directory);
        second.add("new", Map.of("p50", 2.0));
        second.write("latency", "ms", List.of("p50"));
        assertThat(directory.resolve("latency.json")).content().contains("new").doesNotContain("old");
        assertThat(Files.readAllBytes(chart(directory))).isNotEqualTo(before);
    }

    @Test
    void aDirectoryThatCannotBeCreatedIsAnError(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        Results results = new Results(file);
        results.add("a", Map.of("p50", 1.0));
        assertThatThrownBy(() -> results.write("latency", "ms", List.of("p50"))).isInstanceOf(IOException.class);
        assertThat(file).hasContent("not a directory");
    }
}
