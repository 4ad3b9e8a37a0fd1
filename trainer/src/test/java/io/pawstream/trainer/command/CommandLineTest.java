package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @TempDir
    private Path directory;

    private void assertFails(int exitCode, String message, String... arguments) {
        Invocation invocation = Invocation.of(arguments);
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(exitCode);
        assertThat(invocation.err().strip()).contains(message).hasLineCount(1);
    }

    @Test
    void helpShowsWordsAsTheyAreTyped() {
        Invocation help = Invocation.of("train", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("--select=best|last")
                .contains("(default: best)")
                .contains("--keep=jfif|decodable")
                .contains("(default: int8)");
    }

    @Test
    void aWrongCommandLineIsExplainedInOneLine() {
        assertFails(2, "missing command; use train, data, import, quantize, evaluate or report (see pawstream --help)");
        assertFails(2, "--model is \"model9\"; it must be model1", "train", "--data", "drawn", "--model", "model9");
        assertFails(2, "Missing required option: '--data", "train", "--model", "model1");
        assertFails(
                2,
                "\"first\" is not one of [best, last]",
                "train",
                "--data",
                "x",
                "--model",
                "model1",
                "--select",
                "first");
        String[] model1 = {"train", "--data", "x", "--model", "model1"};
        assertFails(2, "--fine-tune requires --model model4", with(model1, "--fine-tune"));
        assertFails(2, "--name is \"My model\"", with(model1, "--name", "My model"));
        assertFails(2, "learning rate is 0.0; it must be above 0", with(model1, "--learning-rate", "0"));
        assertFails(2, "\"linear\" is not one of [constant, cosine]", with(model1, "--schedule", "linear"));
        assertFails(1, "nowhere", with(model1, "--teacher", "nowhere"));
        assertFails(
                2,
                "number of epochs is 0; it must be at least 1",
                "train",
                "--data",
                "x",
                "--model",
                "model1",
                "--epochs",
                "0");
        assertFails(2, "--threads is 0", "train", "--data", "x", "--model", "model1", "--threads", "0");
        assertFails(
                2,
                "--pixel-memory is -1; it must be at least 0",
                "train",
                "--data",
                "x",
                "--model",
                "model1",
                "--pixel-memory",
                "-1");
        assertFails(2, "--drawn-share is -1.0", "train", "--data", "x", "--model", "model1", "--drawn-share", "-1");
        assertFails(2, "--input-size is 16; it must be 32 to 512", with(model1, "--input-size", "16"));
        assertFails(2, "mixup is 0.6; it must be 0 to 0.5", with(model1, "--mixup", "0.6"));
        assertFails(2, "--temperature is 0.5; it must be 1 to 100", with(model1, "--temperature", "0.5"));
        assertFails(2, "batch size is 0; it must be 1 to 4096", with(model1, "--batch-size", "0"));
        assertFails(2, "(see pawstream train --help)", with(model1, "--batch-size", "0"));
        assertFails(
                2,
                "--fine-tune-blocks is 0; it must be 1 to 17",
                "train",
                "--data",
                "x",
                "--model",
                "model4",
                "--fine-tune",
                "--fine-tune-blocks",
                "0");
    }

    private static String[] with(String[] first, String... more) {
        return Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @Test
    void missingDataAndBadSizesAreExplainedInOneLine() throws Exception {
        assertFails(1, "no images at \"nowhere\"", "train", "--data", "nowhere", "--model", "model1");
        Files.createDirectories(directory.resolve("Cat"));
        Files.writeString(directory.resolve("Cat/1.jpg"), "no image");
        Files.createDirectories(directory.resolve("Dog"));
        Files.writeString(directory.resolve("Dog/1.jpg"), "no image");
        String data = directory.toString();
        assertFails(1, "only 0 of 2 files can be used as images", "train", "--data", data, "--model", "model1");
        assertFails(1, "each must be at least 1", "train", "--data", data, "--model", "model1", "--test-size", "0");
        assertFails(
                1,
                "weights file not found: ",
                "train",
                "--data",
                data,
                "--model",
                "model4",
                "--base-weights",
                data + "/none.h5");
    }
}
