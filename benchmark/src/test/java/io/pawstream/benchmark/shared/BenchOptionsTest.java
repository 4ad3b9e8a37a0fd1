package io.pawstream.benchmark.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void defaultsAreThoseOfTheHelp(@TempDir Path directory) throws Exception {
        assertThat(parse().rounds()).isEqualTo(3);
        assertThat(parse().settings(Map.of())).isEmpty();
        assertThat(parse().workload().name()).isEqualTo("drawn");
        assertThat(parse("--out=" + directory.resolve("out")).results().write("b", "unit", List.of()))
                .isEqualTo(directory.resolve("out"));
    }

    @Test
    void aViolatedRequirementIsAnErrorOfTheCommandLine() {
        BenchOptions options = parse("--rounds=0");
        assertThatThrownBy(options::rounds)
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessage("--rounds is 0; it must be at least 1");
        options.require(true, "not thrown");
        assertThatThrownBy(() -> options.require(false, "--x is 1; it must be 2"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessage("--x is 1; it must be 2");
    }

    @Test
    void aMissingModelIsNamedWithItsRepository(@TempDir Path directory) {
        assertThatThrownBy(() -> parse("--repository=" + directory).model(HOME, "model1"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model1")
                .hasMessageContaining(directory.toString());
    }

    @Test
    void aSettingRequiresAValue() {
        assertThatThrownBy(() -> parse("-D", "name")).isInstanceOf(CommandLine.ParameterException.class);
    }
}
