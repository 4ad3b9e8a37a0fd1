package io.pawstream.onnx.report;

import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.evaluation.Score;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The section of the page on the images: examples, counts per class and split, and the baseline accuracy. */
final class DataSection {

    private static final String SECTION = """
            <div class="examples">%s</div>
            <table class="splits">
            <thead><tr><th>Split</th>%s<th>All</th><th>Fingerprint</th></tr></thead>
            <tbody>
            %s</tbody>
            </table>
            <p>%s</p>
            """;

    private DataSection() {}

    /** {@return the section as HTML} */
    static String of(DataResult data) {
        DataSummary summary = data.summary();
        String classes = columns(summary).stream()
                .map(name -> "<th>" + Html.escape(name) + "</th>")
                .collect(Collectors.joining());
        String rows = summary.splits().stream()
                .map(split -> row(split, data.fingerprints()))
                .collect(Collectors.joining());
        return SECTION.formatted(
                Html.image(data.examples(), "jpeg", "Examples of the classes"),
                classes,
                rows,
                Html.escape(skipped(summary) + baseline(summary)));
    }

    /** {@return the headings between those of the split and the sum} A table has no column for each of many classes. */
    private static List<String> columns(DataSummary summary) {
        return summary.classes().size() <= Score.MOST_READABLE
                ? summary.classes()
                : List.of("Fewest of a class", "Most of a class");
    }

    private static List<Integer> counts(DataSummary.Split split) {
        return split.counts().size() <= Score.MOST_READABLE
                ? split.counts()
                : List.of(Collections.min(split.counts()), Collections.max(split.counts()));
    }

    private static String row(DataSummary.Split split, Map<String, Training.Split> fingerprints) {
        String counts = counts(split).stream()
                .map(count -> "<td>" + number(count) + "</td>")
                .collect(Collectors.joining());
        return "<tr><th scope=\"row\">%s</th>%s<td>%s</td><td class=\"hash\">%s</td></tr>%n"
                .formatted(
                        Html.escape(split.name()),
                        counts,
                        number(split.total()),
                        Html.escape(fingerprint(fingerprints.get(split.name()))));
    }

    private static String fingerprint(Training.@Nullable Split split) {
        return split == null ? "" : split.fingerprint();
    }

    private static String skipped(DataSummary summary) {
        String reasons = summary.skipped().entrySet().stream()
                .map(reason -> number(reason.getValue()) + " " + reason.getKey())
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "No file was skipped. " : "Skipped files: " + reasons + ". ";
    }

    private static String baseline(DataSummary summary) {
        return String.format(
                Locale.ROOT,
                "Predicting %s for every image has an accuracy of %.2f%% on the test split%s.",
                summary.classes().get(summary.test().majority()),
                100 * summary.baseline(),
                PublishedAccuracy.isOfClasses(summary.classes()) ? " (published: 50.17%)" : "");
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
