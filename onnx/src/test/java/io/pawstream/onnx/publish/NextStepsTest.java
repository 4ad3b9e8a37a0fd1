package io.pawstream.onnx.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.cli.HomeDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextStepsTest {

    private static List<String> lines(Path repository) {
        StringWriter text = new StringWriter();
        new NextSteps("m", repository)
                .evaluate("photos --split test")
                .report(List.of("l", "m"), "photos")
                .use("photos")
                .print(new PrintWriter(text));
        return text.toString().lines().toList();
    }

    @Test
    void modelsOfTheDefaultRepositoryCanBeUsed() {
        assertThat(lines(HomeDirectory.resolve("models")))
                .containsExactly(
                        "next:",
                        "  measure its accuracy:  ./pawstream evaluate --model m --data photos --split test",
                        "  write a report:        ./pawstream report --model l --model m --data photos",
                        "  run the pipeline:      ./pawstream demo --model m --images photos",
                        "  use it in the service: ./pawstream models select m");
    }

    @Test
    void anotherRepositoryIsNamed() {
        assertThat(lines(Path.of("my models")))
                .containsExactly(
                        "next:",
                        "  measure its accuracy:  ./pawstream evaluate --model m --models 'my models' --data photos"
                                + " --split test",
                        "  write a report:        ./pawstream report --model l --model m --models 'my models' --data"
                                + " photos");
    }
}
