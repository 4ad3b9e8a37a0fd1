package io.pawstream.onnx.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.onnx.DrawnModel;
import io.pawstream.onnx.TestCards;
import io.pawstream.onnx.evaluation.Score;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    @TempDir
    private static Path directory;

    private static Path models;
    private static ModelCard card;

    @BeforeAll
    static void publish() throws Exception {
        models = directory.resolve("models");
        card = DrawnModel.publish(models, "drawn-one").card();
        // A model from elsewhere: the same file, with a card without a training.
        Path foreign = Files.createDirectories(models.resolve("foreign"));
        Files.copy(models.resolve("drawn-one/model.onnx"), foreign.resolve("model.onnx"));
        ModelDirectory.writeCard(
                foreign,
                TestCards.of("foreign", null, card.input(), TestCards.IMPORTED, card.test())
                        .withSha256(card.sha256()));
    }

    private static Invocation report(String... more) {
        String[] first = {"report", "--data", "drawn", "--models", models.toString(), "--out", directory + "/report"};
        String[] all = Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new);
        return Invocation.of(all);
    }

    @Test
    void thePageHasTheResultsOfTheModel() throws Exception {
        Invocation report = report();
        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(report.err()).contains("Omitted foreign: model foreign is imported, so it has no training splits");
        String page = Files.readString(directory.resolve("report/index.html"));
        Score score = Score.of(card.test());
        assertThat(page)
                .contains("2 January 2026, 03:04 UTC")
                .contains("One layer &amp; &lt;b&gt;nothing&lt;/b&gt; else")
                .contains(String.format(Locale.ROOT, "<strong>%.2f%%</strong>", 100 * score.accuracy()))
                .contains("The score equals the one on the model card.")
                .contains(String.format(
                        Locale.ROOT,
                        "%d <span>",
                        score.evaluation().confusion().get(0).get(1)))
                .contains("<span>./pawstream train</span> <span>--model drawn-one</span> <span>--seed 9</span>")
                .contains("<span>--data drawn</span>")
                .contains("2 of 3")
                .contains("Validation loss was lowest at the last epoch, 0.600 at epoch 3")
                .contains("on the test split (published: 50.17%)")
                .contains("Omitted foreign: model foreign is imported")
                .doesNotContain("{{")
                .doesNotContain("null");
        card.training().splits().values().forEach(split -> assertThat(page).contains(split.fingerprint()));
        int mistakes = score.images() - score.correct();
        assertThat(page.split("<figure>", -1)).hasSize(1 + Math.min(8, mistakes));
        assertThat(ImageIO.read(directory.resolve("report/drawn-one-curves.png").toFile()))
                .isNotNull();
    }

    @Test
    void moreThanTwoClassesHaveTheirOwnColumns() throws Exception {
        Path three = directory.resolve("three");
        ModelCard foxes = DrawnModel.publishThree(three, "with-foxes").card();
        Invocation report = Invocation.of(
                "report",
                "--data",
                "drawn:cat,dog,fox",
                "--models",
                three.toString(),
                "--out",
                directory + "/three-report");
        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(Files.readString(directory.resolve("three-report/index.html")))
                .contains("<th>Split</th><th>cat</th><th>dog</th><th>fox</th><th>All</th>")
                .contains("<th>predicted cat</th><th>predicted dog</th><th>predicted fox</th>")
                .contains("The score equals the one on the model card.")
                .contains(String.format(
                        Locale.ROOT,
                        "<strong>%.2f%%</strong>",
                        100 * foxes.test().accuracy()))
                .doesNotContain("published: 50.17%");
    }

    @Test
    void thePageLoadsNoOtherResource() throws Exception {
        assertThat(report("--model", "drawn-one").exitCode()).isZero();
        String page = Files.readString(directory.resolve("report/index.html"));
        assertThat(page)
                .doesNotContainPattern("(src|href)=\"(?!data:|#)")
                .doesNotContain("url(", "@import", "<script", "<link", "Omitted");
    }

    @Test
    void aNamedModelThatCannotBeReportedOnIsAnError() {
        Invocation report = report("--model", "foreign");
        assertThat(report.exitCode()).isOne();
        assertThat(report.err()).contains("model foreign is imported, so it has no training splits");
        assertThat(report("--model", "nobody").err()).contains("model \"nobody\" not found");
    }

    @Test
    void aRepositoryWithoutATrainedModelIsAnError() {
        Invocation report = Invocation.of("report", "--data", "drawn", "--models", directory + "/none");
        assertThat(report.exitCode()).isOne();
        assertThat(report.err()).contains("no reportable model").contains("./pawstream train");
    }
}
