package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.onnx.TestScores;
import io.pawstream.onnx.evaluation.Score;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassTableTest {

    @Test
    void aFewClassesHaveTheirConfusion() {
        Score score = TestScores.of(3, 1, 0, 0, 5, 0, 0, 1, 3);
        assertThat(ClassTable.heading(score)).isEqualTo("Confusion on the test split");
        assertThat(ClassTable.of(score, List.of("cat", "dog", "<fox>")))
                .contains("<th>predicted cat</th><th>predicted dog</th><th>predicted &lt;fox&gt;</th>")
                .contains("<th scope=\"row\">actual cat</th><td class=\"right\">3 <span>75.0%</span></td>"
                        + "<td>1 <span>25.0%</span></td><td>0 <span>0.0%</span></td></tr>")
                .contains("<th scope=\"row\">actual &lt;fox&gt;</th><td>0 <span>0.0%</span></td>"
                        + "<td>1 <span>25.0%</span></td><td class=\"right\">3 <span>75.0%</span></td></tr>");
    }

    @Test
    void manyClassesHaveTheLowestRecalls() {
        int count = 1_000;
        List<String> classes =
                IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
        float[] probabilities = new float[count * count];
        for (int label = 0; label < count; label++) {
            probabilities[label * count + (label == 42 ? 43 : label)] = 1;
        }
        Score score = Score.of(count, IntStream.range(0, count).boxed().toList(), probabilities);
        assertThat(ClassTable.heading(score)).isEqualTo("Lowest recalls on the test split");
        String table = ClassTable.of(score, classes);
        assertThat(table)
                .containsSubsequence(
                        "<th>Class</th><th>Images</th><th>Correct</th><th>Most confused with</th>",
                        "<th scope=\"row\">class 42</th><td>1</td><td>0 <span>0.0%</span></td><td>–</td>",
                        "<th scope=\"row\">class 0</th><td>1</td><td>1 <span>100.0%</span></td>");
        assertThat(table.split("<tr>", -1)).as("the head and twenty classes").hasSize(22);
    }
}
