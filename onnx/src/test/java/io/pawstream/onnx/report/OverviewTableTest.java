package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ModelCard;
import io.pawstream.model.Training.Epoch;
import io.pawstream.onnx.TestScores;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewTableTest {

    private static String cell(String label, String content) {
        return "<td data-label=\"" + label + "\">" + content + "</td>";
    }

    @Test
    void aModelHasAllItsFigures() {
        assertThat(OverviewTable.of(List.of(ReportFixture.result("model1"))))
                .contains("<th scope=\"row\"><a href=\"#model1\">model1</a></th>")
                .contains(cell("Test accuracy", "<strong>85.00%</strong>"))
                .contains(cell("95% interval", "76.7 – 90.7%"))
                .contains(cell("Published", "60.58%"))
                .contains(cell("Calibration error", "0.150"))
                .contains(cell("Parameters", "1,234,567"))
                .contains(cell("File", "2.6 MB"))
                .contains(cell("Epoch", "2 of 2"))
                .contains(cell("Time per epoch", "9.9 s"))
                .contains(cell("Images/s, single", "123"))
                .contains(cell("Images/s, batches of 16", "568"))
                .contains("<p>Two convolutions</p>");
    }

    @Test
    void moreThanFiveClassesHaveTheTopFive() {
        int[] confusion = new int[36];
        confusion[0] = 3;
        confusion[1] = 1;
        assertThat(OverviewTable.of(List.of(ReportFixture.result(
                        ReportFixture.card("model1", null, ReportFixture.HISTORY, null),
                        ReportFixture.options("model1", "photos.zip", 1),
                        TestScores.of(confusion)))))
                .contains(cell("Test accuracy", "<strong>75.00%</strong> (top 5: 100.00%)"));
    }

    @Test
    void longEpochsAreInWholeSeconds() {
        List<Epoch> slow = List.of(new Epoch(1, 1, 0.5, 1, 0.5, 10.4), new Epoch(2, 1, 0.5, 1, 0.5, 310.7));
        ModelCard card = ReportFixture.card("model1", null, slow, ReportFixture.SCORE);
        assertThat(OverviewTable.of(List.of(ReportFixture.result(
                        card, ReportFixture.options("model1", "photos.zip", 1), ReportFixture.SCORE))))
                .as("the median of two epochs is their mean")
                .contains(cell("Time per epoch", "161 s"))
                .contains("<p></p>");
    }

    @Test
    void drawnImagesAndOwnNetworksHaveNoPublishedAccuracy() {
        ModelCard card = ReportFixture.card("model1", "", ReportFixture.HISTORY, null);
        assertThat(OverviewTable.of(List.of(
                        ReportFixture.result(card, ReportFixture.options("model1", "drawn", 1), ReportFixture.SCORE))))
                .contains(cell("Published", "–"));
        assertThat(OverviewTable.of(List.of(ReportFixture.result("model5")))).contains(cell("Published", "–"));
    }

    @Test
    void theCommandBreaksBetweenOptionsAndIsEscaped() {
        ModelCard card = ReportFixture.card("model1", "<i>", ReportFixture.HISTORY, null);
        assertThat(OverviewTable.of(List.of(ReportFixture.result(
                        card, ReportFixture.options("model1", "Tom & Co.zip", 1), ReportFixture.SCORE))))
                .contains("<span>./pawstream train</span> <span>--model model1</span> <span>--seed 7</span>")
                .contains("<span>--data &#39;Tom &amp; Co.zip&#39;</span>")
                .contains("<p>&lt;i&gt;</p>");
    }

    @Test
    void modelsKeepTheirOrder() {
        assertThat(OverviewTable.of(List.of(ReportFixture.result("model3"), ReportFixture.result("model1"))))
                .containsSubsequence("#model3", "80.35%", "#model1", "60.58%", "</table>");
    }
}
