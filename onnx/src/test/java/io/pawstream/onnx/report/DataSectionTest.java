package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.onnx.dataset.SkippedFiles;
import io.pawstream.onnx.dataset.Splits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    @Test
    void manyClassesHaveTwoColumns() {
        List<String> classes =
                IntStream.range(0, 1_000).mapToObj(i -> "class " + i).toList();
        List<Sample> samples = IntStream.range(0, 3_000)
                .mapToObj(i -> new Sample("image " + i, Math.max(0, i - 2_000), "content " + i, 10, 10, i))
                .toList();
        DataSummary summary = DataSummary.of(
                classes, new ScanResult(samples, new SkippedFiles()), new Splits(samples, samples, samples));
        assertThat(DataSection.of(new DataResult(List.of("m"), summary, Map.of(), ReportFixture.image())))
                .contains("<th>Fewest of a class</th><th>Most of a class</th><th>All</th>")
                .contains("<th scope=\"row\">train</th><td>1</td><td>2,001</td><td>3,000</td>")
                .contains("Predicting class 0 for every image has an accuracy of 66.70% on the test split.")
                .doesNotContain("class 999");
    }
}
