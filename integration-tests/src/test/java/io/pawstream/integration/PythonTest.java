package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs in {@code docs/python.md} run as they are printed there. */
@Tag("slow")
@Timeout(240)
class PythonTest {

    private static final Pattern PROGRAM = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void publishesImagesAndReadsTheirPredictions() throws Exception {
        Assumptions.assumeTrue(
                hasClient(), "no python3 with confluent-kafka; install it with \"pip install confluent-kafka\"");
        List<Path> programs = programs();
        assertThat(programs).hasSize(2);
        Path image = Files.write(directory.resolve("my cat.jpg"), TestImages.jpeg());
        try (Pipeline pipeline = Pipeline.start(Map.of())) {
            Process publish = python(programs.get(0).toString(), pipeline.bootstrap(), image.toString())
                    .start();
            assertThat(publish.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(publish.exitValue())
                    .as(new String(publish.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isZero();
            Process subscribe =
                    python(programs.get(1).toString(), pipeline.bootstrap()).start();
            try (BufferedReader lines = subscribe.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine())
                        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)? "
                                + Pattern.quote(image.toString()) + " (cat|dog) [01]\\.\\d{4}");
            } finally {
                subscribe.destroyForcibly();
            }
        }
    }

    private List<Path> programs() throws IOException {
        Matcher matcher = PROGRAM.matcher(Files.readString(Pipeline.HOME.resolve("docs/python.md")));
        List<Path> programs = new ArrayList<>();
        while (matcher.find()) {
            programs.add(Files.writeString(directory.resolve(programs.size() + ".py"), matcher.group(1)));
        }
        return programs;
    }

    private static boolean hasClient() throws InterruptedException {
        try {
            return python("-c", "import confluent_kafka").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static ProcessBuilder python(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, "python3");
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
