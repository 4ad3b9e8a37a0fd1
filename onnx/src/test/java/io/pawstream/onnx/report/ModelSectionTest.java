package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.onnx.TestScores;
import io.pawstream.onnx.evaluation.Score;
import org.junit.jupiter.api.Test;

class ModelSectionTest {

    @Test
    void theConfusionMatrixHasSharesOfEachRow() {
        assertThat(ModelSection.of(ReportFixture.result("model1")))
                .contains("<section id=\"model1\">")
                .contains("<th>predicted cat</th><th>predicted dog</th>")
                .contains("<th scope=\"row\">actual cat</th><td class=\"right\">40 <span>80.0%</span></td>"
                        + "<td>10 <span>20.0%</span></td>")
                .contains("<th scope=\"row\">actual dog</th><td>5 <span>10.0%</span></td>"
                        + "<td class=\"right\">45 <span>90.0%</span></td>");
    }

    @Test
    void aClassWithoutImagesHasSharesOfZero() {
        Score catsOnly = TestScores.of(3, 1, 0, 0);
        assertThat(ModelSection.of(ReportFixture.result(
                        ReportFixture.card("model1", "", ReportFixture.HISTORY, null),
                        ReportFixture.options("model1", "photos.zip", 1),
                        catsOnly)))
                .contains("<td>0 <span>0.0%</span></td><td class=\"right\">0 <span>0.0%</span></td>");
    }

    @Test
    void theScoreIsComparedWithTheCard() {
        assertThat(ModelSection.of(ReportFixture.result("model1")))
                .contains("Version 20260102.030405, seed 7. The score equals the one on the model card.");
        assertThat(section(TestScores.of(41, 9, 5, 45)))
                .contains("The model card has a test accuracy of 86.00%, measured on different pixels");
        assertThat(section(null)).contains("The model card has no test score to compare with.");
    }

    private static String section(Score onCard) {
        return ModelSection.of(ReportFixture.result(
                ReportFixture.card("model1", "", ReportFixture.HISTORY, onCard),
                ReportFixture.options("model1", "photos.zip", 1),
                ReportFixture.SCORE));
    }

    @Test
    void mistakesNameBothClassesAndRoundTheirConfidenceDown() {
        assertThat(ModelSection.of(ReportFixture.result(
                        "model1",
                        ReportFixture.mistake("Cat/<1>.jpg", 0, 0.99999f),
                        ReportFixture.mistake("Dog/2.jpg", 1, 0.25f))))
                .contains("<h3>Most confident mistakes</h3>")
                .contains("<b>cat</b> predicted as dog, 99.9%<span>Cat/&lt;1&gt;.jpg</span>")
                .contains("alt=\"A cat predicted as dog, 99.9%\"")
                .contains("<b>dog</b> predicted as cat, 75.0%<span>Dog/2.jpg</span>");
    }

    @Test
    void aPerfectModelHasNoMistakes() {
        assertThat(ModelSection.of(ReportFixture.result("model1")))
                .contains("<h3>No mistakes</h3>")
                .doesNotContain("<figure>");
    }
}
