package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.cli.WordConverter;
import io.pawstream.model.ImageSize;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.download.PublishedArchive;
import io.pawstream.trainer.dataset.Dataset;
import io.pawstream.trainer.dataset.DatasetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DataOptionsTest {

    @Command
    private static final class Options {
        @Mixin
        private DataOptions data = new DataOptions();
    }

    private static DataOptions parse(String... arguments) {
        Options options = new Options();
        new CommandLine(options)
                .registerConverter(FileFilter.class, new WordConverter<>(FileFilter.values()))
                .parseArgs(arguments);
        return options.data;
    }

    @Test
    void defaultsAreThoseOfTheSource() throws Exception {
        assertThat(parse().settings(0, 7)).isEqualTo(new DatasetSettings(null, null, null, null, List.of(), 0, 7));
    }

    @Test
    void givenValuesArePassedOn() throws Exception {
        assertThat(parse(
                                "--keep=decodable",
                                "--train-size=10",
                                "--validation-size=20",
                                "--test-size=30",
                                "--more-data=more/a.zip",
                                "--more-data=more/b")
                        .settings(0.5, 8))
                .isEqualTo(
                        new DatasetSettings(FileFilter.DECODABLE, 10, 20, 30, List.of("more/a.zip", "more/b"), 0.5, 8));
    }

    @Test
    void moreDataOfThePublishedArchiveIsReadFromTheCache(@TempDir Path home) throws Exception {
        String before = System.getProperty("user.home");
        System.setProperty("user.home", home.toString());
        try {
            DataOptions options = parse("--more-data=published");
            assertThat(options.more()).containsExactly(PublishedArchive.NAME);
            assertThatThrownBy(() -> options.settings(0, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("download it with ./pawstream data download");
            Path archive =
                    Files.createDirectories(home.resolve(".cache/pawstream")).resolve(PublishedArchive.NAME);
            Files.createFile(archive);
            assertThat(options.settings(0, 1).more()).containsExactly(archive.toString());
        } finally {
            System.setProperty("user.home", before);
        }
    }

    @Test
    void anUnknownFilterIsRejectedWithTheAllowedWords() {
        assertThatThrownBy(() -> parse("--keep=all"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("[jfif, decodable]");
    }

    @Test
    void pixelMemoryMayBeZeroButNotNegative() throws Exception {
        try (PixelStore store = parse("--pixel-memory=0").pixelStore(new ImageSize(8, 8))) {
            assertThat(store.size()).isEqualTo(new ImageSize(8, 8));
        }
        assertThatThrownBy(() -> parse("--pixel-memory=-1"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("--pixel-memory is -1; it must be at least 0");
    }

    @Test
    void drawnTrainingImagesHaveTheirOwnSeed() {
        assertThat(Dataset.drawnSeed(1)).isNotEqualTo(1).isEqualTo(Dataset.drawnSeed(0) + 1);
    }
}
