package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DataSectionTest {

    @Test
    void eachSplitHasItsCountsAndFingerprint() {
        assertThat(DataSection.of(ReportFixture.data("model1")))
                .contains("<th>cat</th><th>dog</th><th>All</th>")
                .contains("<tr><th scope=\"row\">train</th><td>1,200</td><td>800</td><td>2,000</td><td class=\"hash\">"
                        + "f".repeat(64) + "</td></tr>")
                .contains("<th scope=\"row\">validation</th><td>30</td><td>20</td><td>50</td><td class=\"hash\"></td>")
                .contains("<th scope=\"row\">test</th><td>24</td><td>40</td><td>64</td>")
                .contains("src=\"data:image/jpeg;base64,");
    }

    @Test
    void theBaselineIsTheMostFrequentClassOfTheTestSplit() {
        assertThat(DataSection.of(ReportFixture.data("model1")))
                .contains(
                        "No file was skipped. Predicting dog for every image has an accuracy of 62.50% on the test split");
    }

    @Test
    void skippedFilesAreListedByReasonAndEscaped() {
        TreeMap<String, Integer> skipped = new TreeMap<>(Map.of("not JFIF", 1_590, "<unreadable>", 3));
        assertThat(DataSection.of(ReportFixture.data(skipped, "model1")))
                .contains("Skipped files: 3 &lt;unreadable&gt;, 1,590 not JFIF. Predicting dog")
                .doesNotContain("<unreadable>");
    }
}
