package io.pawstream.benchmark.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class BenchOptionsTest {

    private static final Path HOME =
            Path.of(System.getProperty("pawstream.home", "..")).toAbsolutePath().normalize();

    @Command
    private static final class Benchmark {
        @Mixin
        private BenchOptions options = new BenchOptions();
    }

    @Test
    void settingsOfTheCommandLineOverrideThoseOfTheBenchmark() {
        BenchOptions options = parse("-D", "a=1", "-D", "b=2=3");
        assertThat(options.settings(Map.of("a", "0", "c", "4")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "2=3", "c", "4"));
    }

    @Test
    void modelsComeFromTheProjectByDefault() throws Exception {
        assertThat(parse().model(HOME, "model1").card().name()).isEqualTo("model1");
        Path repository = HOME.resolve("models");
        assertThat(parse("--repository=" + repository)
                        .model(Path.of("/nowhere"), "model1")
                        .card()
                        .name())
                .isEqualTo("model1");
    }

    private static BenchOptions parse(String... arguments) {
        return CommandLine.populateCommand(new Benchmark(), arguments).options;
    }
}
