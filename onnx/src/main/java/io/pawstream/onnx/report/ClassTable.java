package io.pawstream.onnx.report;

import io.pawstream.onnx.evaluation.Score;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The results of a model by class: the confusion matrix of a few classes, or the lowest recalls of many. */
final class ClassTable {

    private static final int LOWEST = 20;

    private static final String TABLE = """
            <table class="%s">
            <thead><tr>%s</tr></thead>
            <tbody>
            %s</tbody>
            </table>""";

    private ClassTable() {}

    /** {@return the heading of the table} */
    static String heading(Score score) {
        return score.matrix().isEmpty() ? "Lowest recalls on the test split" : "Confusion on the test split";
    }

    /** {@return the table as HTML} */
    static String of(Score score, List<String> classes) {
        List<List<Integer>> matrix = score.matrix();
        return matrix.isEmpty() ? lowestRecalls(score, classes) : confusion(matrix, classes);
    }

    private static String confusion(List<List<Integer>> matrix, List<String> classes) {
        String head = classes.stream()
                .map(name -> "<th>predicted " + Html.escape(name) + "</th>")
                .collect(Collectors.joining("", "<td></td>", ""));
        String rows = IntStream.range(0, classes.size())
                .mapToObj(label -> row("actual " + classes.get(label), cells(matrix.get(label), label)))
                .collect(Collectors.joining());
        return TABLE.formatted("confusion", head, rows);
    }

    private static String cells(List<Integer> counts, int label) {
        int all = counts.stream().mapToInt(Integer::intValue).sum();
        return IntStream.range(0, counts.size())
                .mapToObj(column -> "<td" + (column == label ? " class=\"right\"" : "") + ">"
                        + share(counts.get(column), all) + "</td>")
                .collect(Collectors.joining());
    }

    private static String lowestRecalls(Score score, List<String> classes) {
        List<Integer> images = score.evaluation().perClass().images();
        List<Integer> correct = score.evaluation().perClass().correct();
        String rows = score.byRecall().stream()
                .limit(LOWEST)
                .map(label -> row(
                        classes.get(label),
                        String.format(Locale.ROOT, "<td>%,d</td>", images.get(label)) + "<td>"
                                + share(correct.get(label), images.get(label)) + "</td><td>"
                                + confusedWith(score, label, classes) + "</td>"))
                .collect(Collectors.joining());
        return TABLE.formatted(
                "recalls", "<th>Class</th><th>Images</th><th>Correct</th><th>Most confused with</th>", rows);
    }

    private static String confusedWith(Score score, int label, List<String> classes) {
        OptionalInt other = score.mostConfusedWith(label);
        return other.isEmpty() ? "–" : Html.escape(classes.get(other.getAsInt()));
    }

    private static String row(String heading, String cells) {
        return "<tr><th scope=\"row\">" + Html.escape(heading) + "</th>" + cells + "</tr>\n";
    }

    private static String share(int count, int all) {
        return String.format(Locale.ROOT, "%,d <span>%.1f%%</span>", count, count == 0 ? 0 : 100.0 * count / all);
    }
}
