package io.pawstream.benchmark.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
}
