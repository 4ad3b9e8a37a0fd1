package io.pawstream.onnx.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.Evaluation;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.onnx.DrawnModel;
import io.pawstream.onnx.ImportedModel;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.sources.ImageSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {

    @TempDir
    private static Path directory;

    private static ModelDirectory model;

    @BeforeAll
    static void publish() throws Exception {
        model = DrawnModel.publish(directory.resolve("models"), "drawn-one");
    }

    private static Invocation evaluate(String... more) {
        String[] first = {
            "evaluate", "--data", "drawn", "--model", "drawn-one", "--models", directory.resolve("models") + ""
        };
        return Invocation.of(Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @Test
    void theTestSplitHasTheScoreOfTheCard() throws Exception {
        Path csv = directory.resolve("predictions.csv");
        Invocation test = evaluate("--split", "test", "--predictions", csv.toString());
        assertThat(test.exitCode()).as(test.err()).isZero();
        assertThat(test.out())
                .contains("drawn-one, version 20260102.030405, on the test split of drawn")
                .endsWith(Score.of(model.card().test()).report(model.card().classes()) + System.lineSeparator());
        assertThat(test.out().lines())
                .contains(String.format(
                        Locale.ROOT, "accuracy %.4f", model.card().test().accuracy()));
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(1 + DrawnModel.SIZES.test());
        assertThat(rows.get(0)).isEqualTo("name,label,predicted,probability");
        assertThat(rows.get(1)).matches("\"[^\"]+\",\"(cat|dog)\",\"(cat|dog)\",(0\\.[5-9][0-9]*|1\\.0)");
    }

    @Test
    void allImagesAreCounted() {
        Invocation all = evaluate("--count", "25", "--seed", "3");
        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(all.out()).contains("on all images of drawn", "25 images, 0 files skipped", "accuracy ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"model5 | drawn", "model5-8bit | drawn", "drawn3-8bit | drawn:cat,dog,fox"})
    void theModelsOfTheDemoClassifyDrawings(String name, String data) {
        Invocation drawings =
                Invocation.of("evaluate", "--data", data, "--count", "500", "--model", name, "--models", "../models");
        assertThat(drawings.out().lines().filter(line -> line.startsWith("accuracy ")))
                .as(drawings.err())
                .singleElement()
                .satisfies(line -> assertThat(Double.parseDouble(line.substring("accuracy ".length())))
                        .isGreaterThanOrEqualTo(0.99));
    }

    @Test
    void theScoreOnTheCardCanBeUpdated() throws Exception {
        ModelCard card = model.card();
        ModelDirectory.writeCard(model.folder(), card.withTest(null));
        assertThat(evaluate("--split", "test", "--update-card").exitCode()).isZero();
        assertThat(ModelDirectory.read(model.folder()).card()).isEqualTo(card);
        Invocation all = evaluate("--update-card");
        assertThat(all.exitCode()).isEqualTo(2);
        assertThat(all.err()).contains("--update-card requires --split test, because drawn-one may be trained on");
    }

    @Test
    void otherImagesThanThoseOfTheTrainingAreRejected() throws Exception {
        Path images = Files.createDirectories(directory.resolve("images"));
        for (String name : List.of("cat", "dog")) {
            Files.writeString(Files.createDirectories(images.resolve(name)).resolve("1.jpg"), "not an image");
        }
        Invocation other = Invocation.of(
                "evaluate",
                "--data",
                images.toString(),
                "--model",
                "drawn-one",
                "--models",
                directory.resolve("models").toString(),
                "--split",
                "test");
        assertThat(other.exitCode()).isOne();
        assertThat(other.err())
                .contains("found 0 usable images, but drawn-one was trained with 100; pass the images of its training");
    }

    private static Path folders(String... names) throws Exception {
        Path images = Files.createTempDirectory(directory, "folders");
        try (ImageSource source = ImageSource.open("drawn", 4)) {
            for (int i = 0; i < names.length; i++) {
                Path folder = Files.createDirectories(images.resolve(names[i]));
                Files.write(folder.resolve(i + ".jpg"), source.get(i).read());
            }
        }
        return images;
    }

    private static Invocation evaluate(String model, Path images, String... more) {
        String[] first = {
            "evaluate", "--data", images + "", "--model", model, "--models", directory.resolve("models") + ""
        };
        return Invocation.of(Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @Test
    void foldersAreTheClassesOfAModelFromElsewhere() throws Exception {
        ModelDirectory three =
                ImportedModel.publish(directory.resolve("models"), "three", List.of("tabby", "Beagle", "red fox"));
        Path images = folders("val/tabby", "val/beagle", "val/beagle", "val/red fox");
        Files.writeString(images.resolve("README.txt"), "not an image");
        Path csv = directory.resolve("three.csv");
        Invocation invocation = evaluate("three", images, "--predictions", csv.toString(), "--update-card");
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out())
                .contains("4 images, 1 files skipped: 1 without label")
                .containsPattern("predicted +tabby +Beagle +red fox +recall")
                .doesNotContain("top-5");
        assertThat(Files.readAllLines(csv))
                .hasSize(5)
                .filteredOn(row -> row.contains(",\"Beagle\",\""))
                .hasSizeBetween(2, 4);
        Evaluation test = ModelDirectory.read(three.folder()).card().test();
        assertThat(test.perClass().images()).containsExactly(1, 2, 1);
        assertThat(invocation.out())
                .endsWith(String.format(
                        "%s%nupdated the card of three: 4 images of 3 of 3 classes%n",
                        Score.of(test).report(three.card().classes())));
    }

    @Test
    void aModelOfAThousandClassesHasTheTopFiveAndTheLowestRecalls() throws Exception {
        List<String> classes =
                IntStream.range(0, 1_000).mapToObj(i -> "class " + i).toList();
        ImportedModel.publish(directory.resolve("models"), "thousand", classes);
        Invocation invocation = evaluate("thousand", folders("class 0", "class 7", "Class 999", "class 7"));
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out())
                .contains("4 images, 0 files skipped")
                .containsPattern("top-5 accuracy [01]\\.\\d{4}")
                .containsPattern("class 7 +2 +[0-2] +[01]\\.\\d{4}")
                .doesNotContain("class 8");

        Invocation other = evaluate("thousand", folders("class 0", "bird", "fish"));
        assertThat(other.exitCode()).isOne();
        assertThat(other.err().strip())
                .contains("no class of the model is named \"bird\", \"fish\"; its 1000 classes are \"class 0\", ")
                .endsWith("and 995 more; name each folder of images like their class")
                .hasLineCount(1);
    }

    @Test
    void anImportedModelHasNoSplits() throws Exception {
        ImportedModel.publish(directory.resolve("models"), "splitless", List.of("cat", "dog"));
        Invocation invocation = evaluate("splitless", folders("cat"), "--split", "test");
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.err())
                .contains(
                        "model splitless is imported, so it has no training splits; omit --split to score all images");
    }

    @Test
    void aWrongCommandLineIsExplainedInOneLine() {
        assertFails(2, "missing command; use import, quantize, evaluate or report (see pawstream --help)");
        assertFails(2, "Missing required option: '--data", "evaluate", "--model", "drawn-one");
        assertFails(
                2, "--count is 0; it must be at least 1", "evaluate", "--data", "x", "--model", "m", "--count", "0");
        assertFails(2, "--threads is 0; it must be at least 1", "report", "--data", "x", "--threads", "0");
        assertFails(
                2,
                "--split reads count and seed from the model card",
                "evaluate",
                "--data",
                "x",
                "--model",
                "m",
                "--split",
                "test",
                "--count",
                "5");
        assertFails(1, "model \"m\" not found in", "evaluate", "--data", "x", "--model", "m");
    }

    private static void assertFails(int exitCode, String message, String... arguments) {
        Invocation invocation = Invocation.of(arguments);
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(exitCode);
        assertThat(invocation.err().strip()).contains(message).hasLineCount(1);
    }

    @Test
    void helpShowsWordsAsTheyAreTyped() {
        assertThat(Invocation.of("evaluate", "--help").out()).contains("--split=test|validation|train");
    }

    @Test
    void threadsDoNotConfigurePyTorch() {
        assertThat(evaluate("--count", "2", "--threads", "1").exitCode()).isZero();
        assertThat(System.getProperty("ai.djl.pytorch.num_threads")).isNull();
    }
}
