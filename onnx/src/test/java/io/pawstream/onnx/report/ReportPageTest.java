package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ModelCard;
import io.pawstream.onnx.TestScores;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPageTest {

    private static final Instant MADE = Instant.parse("2026-11-05T06:07:08Z");

    private static String page(String source, List<DataResult> data, List<ModelResult> models, List<String> omitted)
            throws IOException {
        return new ReportPage(source, MADE, "2 <processors>", data, models, omitted).html();
    }

    @Test
    void thePageHasItsTimeSourceAndMachine() throws IOException {
        assertThat(page("a&b.zip", List.of(), List.of(ReportFixture.result("model1")), List.of()))
                .contains("Created on 5 November 2026, 06:07 UTC from <b>a&amp;b.zip</b>")
                .contains("(2 &lt;processors&gt;)")
                .doesNotContain("{{");
    }

    @Test
    void placeholdersInContentAreKept() throws IOException {
        assertThat(page("{{models}}", List.of(), List.of(ReportFixture.result("model1")), List.of("$1 {{data}}")))
                .contains("<b>{{models}}</b>")
                .contains("<p class=\"note\">$1 {{data}}</p>");
    }

    @Test
    void oneSplitHasNoHeadingAndSeveralHave() throws IOException {
        List<ModelResult> models = List.of(ReportFixture.result("model1"), ReportFixture.result("model3"));
        assertThat(page("s", List.of(ReportFixture.data("model1", "model3")), models, List.of()))
                .doesNotContain("Split for");
        assertThat(page(
                        "s",
                        List.of(ReportFixture.data("model1"), ReportFixture.data("model3", "<x>")),
                        models,
                        List.of()))
                .contains("<h3>Split for model1</h3>", "<h3>Split for model3, &lt;x&gt;</h3>");
    }

    @Test
    void modelsFollowTheOverviewInOrder() throws IOException {
        List<ModelResult> models = List.of(ReportFixture.result("model3"), ReportFixture.result("model1"));
        assertThat(page("s", List.of(), models, List.of()))
                .containsSubsequence("<section id=\"overview\">", "<section id=\"model3\">", "<section id=\"model1\">");
    }

    @Test
    void aPageRequiresAModel() {
        assertThatThrownBy(() -> page("s", List.of(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a report has no models; at least 1 is required");
    }

    @Test
    void aResultRequiresImagesAndAHistoryAndAnEpoch() {
        ModelCard card = ReportFixture.card("m", "", ReportFixture.HISTORY, null);
        assertThatThrownBy(
                        () -> ReportFixture.result(card, ReportFixture.options("m", "s", 1), TestScores.of(0, 0, 0, 0)))
                .hasMessage("score of m has no images; at least 1 is required");
        assertThatThrownBy(() -> ReportFixture.result(
                        ReportFixture.card("m", "", List.of(), null),
                        ReportFixture.options("m", "s", 1),
                        ReportFixture.SCORE))
                .hasMessage("the card of m has no training history");
        assertThatThrownBy(() -> ReportFixture.result(card, ReportFixture.options("m", "s", null), ReportFixture.SCORE))
                .hasMessage("the card of m has no exported epoch");
    }

    @ParameterizedTest
    @CsvSource({"model1, 0.6058", "model2, 0.6763", "model3, 0.8035", "model4, 0.9604"})
    void theExerciseHasAnAccuracyForEachOfItsModels(String network, double accuracy) {
        assertThat(PublishedAccuracy.of(network)).hasValue(accuracy);
        assertThat(PublishedAccuracy.of("model5")).isEmpty();
    }
}
