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
    private Path folder;

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
                .contains("(default: jfif)")
                .contains("(default: int8)");
        assertThat(Invocation.of("evaluate", "--help").out()).contains("--split=test|validation|train");
    }

    @Test
    void aWrongCommandLineIsExplainedInOneLine() {
        assertFails(2, "which command? train, quantize, evaluate, report or data");
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
        assertFails(2, "--fine-tune is for model4", with(model1, "--fine-tune"));
        assertFails(2, "--name is \"My model\"", with(model1, "--name", "My model"));
        assertFails(2, "the learning rate is 0.0; it must be above 0", with(model1, "--learning-rate", "0"));
        assertFails(2, "\"linear\" is not one of [constant, cosine]", with(model1, "--schedule", "linear"));
        assertFails(1, "nowhere", with(model1, "--teacher", "nowhere"));
        assertFails(2, "epochs is 0", "train", "--data", "x", "--model", "model1", "--epochs", "0");
        assertFails(2, "--threads is 0", "train", "--data", "x", "--model", "model1", "--threads", "0");
        assertFails(2, "--pixel-memory is -1", "train", "--data", "x", "--model", "model1", "--pixel-memory", "-1");
        assertFails(2, "--drawn-share is -1.0", "train", "--data", "x", "--model", "model1", "--drawn-share", "-1");
        assertFails(2, "--count is 0", "evaluate", "--data", "x", "--model", "model1", "--count", "0");
        assertFails(2, "--split takes", "evaluate", "--data", "x", "--model", "m", "--split", "test", "--count", "5");
    }

    private static String[] with(String[] first, String... more) {
        return Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @Test
    void missingDataAndBadSizesAreExplainedInOneLine() throws Exception {
        assertFails(1, "no images at \"nowhere\"", "train", "--data", "nowhere", "--model", "model1");
        Files.createDirectories(folder.resolve("Cat"));
        Files.writeString(folder.resolve("Cat/1.jpg"), "no image");
        String data = folder.toString();
        assertFails(
                1, "the splits need more images than the 0 that count", "train", "--data", data, "--model", "model1");
        assertFails(1, "each needs at least one", "train", "--data", data, "--model", "model1", "--test-size", "0");
        assertFails(
                1, "no weights at", "train", "--data", data, "--model", "model4", "--base-weights", data + "/none.h5");
        assertFails(1, "no model \"model1\"", "evaluate", "--data", data, "--model", "model1", "--models", data);
    }
}
