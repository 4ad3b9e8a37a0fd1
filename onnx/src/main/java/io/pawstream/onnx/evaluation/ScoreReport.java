package io.pawstream.onnx.evaluation;

import io.pawstream.cli.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text of a score: its accuracy, and the confusion matrix of a few classes or the lowest recalls of many. */
final class ScoreReport {

    private static final int LOWEST = 10;
    private static final int MAX_NAME_LENGTH = 24;

    private final List<String> classes;
    private final Score score;

    ScoreReport(List<String> classes, Score score) {
        this.classes = classes.stream()
                .map(name -> Printable.fitted(name, MAX_NAME_LENGTH))
                .toList();
        this.score = score;
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "accuracy %.4f%n", score.accuracy()));
        if (score.evaluation().top5() != null) {
            text.append(String.format(
                    Locale.ROOT, "top-5 accuracy %.4f%n", score.evaluation().top5()));
        }
        if (score.evaluation().calibrationError() != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "expected calibration error %.4f%n",
                    score.evaluation().calibrationError()));
        }
        List<List<Integer>> matrix = score.matrix();
        return text.append(System.lineSeparator())
                .append(aligned(matrix.isEmpty() ? lowestRecalls() : confusion(matrix)))
                .toString();
    }

    private List<List<String>> confusion(List<List<Integer>> matrix) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("predicted"));
        head.addAll(classes);
        head.add("recall");
        rows.add(head);
        for (int label = 0; label < matrix.size(); label++) {
            List<String> row = new ArrayList<>(List.of("actual " + classes.get(label)));
            matrix.get(label).forEach(count -> row.add(count.toString()));
            row.add(recall(label));
            rows.add(row);
        }
        return rows;
    }

    private List<List<String>> lowestRecalls() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("lowest recall", "images", "correct", "recall", "most confused with"));
        score.byRecall().stream()
                .limit(LOWEST)
                .forEach(label -> rows.add(List.of(
                        classes.get(label),
                        score.evaluation().perClass().images().get(label).toString(),
                        score.evaluation().perClass().correct().get(label).toString(),
                        recall(label),
                        confusedWith(label))));
        // Without a confusion matrix, a dash would look like a class that is never confused.
        return score.evaluation().confusion() == null
                ? rows.stream().map(row -> row.subList(0, row.size() - 1)).toList()
                : rows;
    }

    private String confusedWith(int label) {
        OptionalInt other = score.mostConfusedWith(label);
        return other.isEmpty() ? "-" : classes.get(other.getAsInt());
    }

    private String recall(int label) {
        double recall = score.recall(label);
        return Double.isNaN(recall) ? "-" : String.format(Locale.ROOT, "%.4f", recall);
    }

    /** {@return rows of a table} The first column is aligned to the left, the others to the right. */
    private static String aligned(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, widths.length)
                        .mapToObj(column -> String.format(
                                Locale.ROOT,
                                column == 0 ? "%-" + widths[0] + "s" : "%" + (widths[column] + 2) + "s",
                                row.get(column)))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
