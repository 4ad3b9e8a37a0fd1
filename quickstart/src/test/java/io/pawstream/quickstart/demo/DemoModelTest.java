package io.pawstream.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With cards whose networks are not read. */
class DemoModelTest {

    private static final Path CARD =
            Path.of(System.getProperty("pawstream.home", "..")).resolve("models/model5-8bit/model.json");

    @TempDir
    private Path root;

    private DemoModel finder;

    @BeforeEach
    void createRepository() throws Exception {
        finder = new DemoModel(new ModelRepository(root));
        write("a", 10, "cat", "dog");
        write("many", 10, "cat", "dog", "fox", "bird");
        write("three", 30, "dog", "cat", "fox");
        write("three-8bit", 20, "dog", "cat", "fox");
        write("model5-8bit", 50, "cat", "dog");
    }

    @Test
    void aGivenNameTakesPrecedence() throws Exception {
        assertThat(find("a", "cat", "fox")).isEqualTo("a");
        assertThatThrownBy(() -> find("none", "cat", "dog")).isInstanceOf(ModelException.class);
    }

    @Test
    void theDefaultModelIsUsedIfItHasTheClasses() throws Exception {
        assertThat(find(null)).isEqualTo("model5-8bit");
        assertThat(find(null, "cat", "dog")).isEqualTo("model5-8bit");
    }

    @Test
    void otherwiseTheSmallestFileOfThoseWithTheFewestClasses() throws Exception {
        assertThat(find(null, "cat", "dog", "fox")).isEqualTo("three-8bit");
        assertThat(find(null, "bird")).isEqualTo("many");
    }

    @Test
    void aDamagedModelIsNotUsed() throws Exception {
        Files.writeString(root.resolve("three-8bit/model.onnx"), "changed");
        assertThat(find(null, "cat", "dog", "fox")).isEqualTo("three");
    }

    @Test
    void classesThatNoModelHasAreNamed() {
        assertThatThrownBy(() -> find(null, "cat", "horse"))
                .isInstanceOf(ModelException.class)
                .hasMessage("no model in " + root + " has the classes cat, horse; train one with: ./pawstream"
                        + " train --data drawn:cat,horse --model model5 --name NAME --epochs 30 --batch-size 32 --train-size 3600"
                        + " --validation-size 600 --test-size 600, or set --model");
    }

    private String find(@Nullable String name, String... drawn) throws ModelException {
        return finder.find(name, List.of(drawn)).card().name();
    }

    private void write(String name, int bytes, String... classes) throws Exception {
        Path directory = Files.createDirectory(root.resolve(name));
        byte[] network = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("model.onnx"), network);
        Files.writeString(directory.resolve("model.json"), card(name, network, List.of(classes)));
    }

    private static String card(String name, byte[] network, List<String> classes) throws Exception {
        ObjectNode card = (ObjectNode) new ObjectMapper().readTree(CARD.toFile());
        card.put("name", name);
        card.put(
                "sha256",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(network)));
        card.remove("test");
        card.putArray("classes");
        classes.forEach(card.withArray("classes")::add);
        return card.toString();
    }
}
