package io.pawstream.onnx.report;

import io.pawstream.model.ModelCard;
import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.Median;
import java.util.List;
import java.util.Locale;

/** The table of all models: two rows per model, the second with the command that trains it. */
final class OverviewTable {

    private static final String HEAD = """
            <table class="overview">
            <thead><tr><th>Model</th><th>Test accuracy</th><th>95%% interval</th><th>Published</th><th>Calibration error</th><th>Parameters</th>\
            <th>File</th><th>Epoch</th><th>Time per epoch</th><th>Images/s, single</th><th>Images/s, batches of %d</th>\
            </tr></thead>
            """.formatted(ModelResult.BATCH_SIZE);

    private static final String ROWS = """
            <tbody>
            <tr><th scope="row"><a href="#%1$s">%1$s</a></th>%2$s</tr>
            <tr class="made"><td colspan="11"><p>%3$s</p><code>%4$s</code></td></tr>
            </tbody>
            """;

    private OverviewTable() {}

    /** {@return the table as HTML} */
    static String of(List<ModelResult> models) {
        StringBuilder table = new StringBuilder(HEAD);
        for (ModelResult model : models) {
            ModelCard card = model.card();
            table.append(ROWS.formatted(Html.escape(card.name()), figures(model), description(card), command(model)));
        }
        return table.append("</table>\n").toString();
    }

    private static String figures(ModelResult model) {
        ModelCard card = model.card();
        double seconds = Median.of(
                model.history().stream().mapToDouble(Training.Epoch::seconds).toArray());

        Double top5 = model.score().evaluation().top5();
        String top = top5 == null ? "" : " (top 5: " + percent(top5) + ")";
        return cell("Test accuracy", "<strong>" + percent(model.score().accuracy()) + "</strong>" + top)
                + cell(
                        "95% interval",
                        Interval.wilson(model.score().correct(), model.score().images())
                                .toString())
                + cell(
                        "Published",
                        model.published().isEmpty()
                                ? "–"
                                : percent(model.published().getAsDouble()))
                + cell("Calibration error", calibrationError(model))
                + cell("Parameters", String.format(Locale.ROOT, "%,d", card.parameters()))
                + cell("File", String.format(Locale.ROOT, "%.1f MB", model.fileBytes() / 1e6))
                + cell("Epoch", model.exportedEpoch() + " of " + model.history().size())
                + cell("Time per epoch", String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds))
                + cell(
                        "Images/s, single",
                        String.format(Locale.ROOT, "%.0f", model.throughput().single()))
                + cell(
                        "Images/s, batches of " + ModelResult.BATCH_SIZE,
                        String.format(Locale.ROOT, "%.0f", model.throughput().batched()));
    }

    private static String calibrationError(ModelResult model) {
        Double error = model.score().evaluation().calibrationError();
        return error == null ? "–" : String.format(Locale.ROOT, "%.3f", error);
    }

    /** {@return a cell; narrow screens show its label} */
    private static String cell(String label, String content) {
        return "<td data-label=\"" + label + "\">" + content + "</td>";
    }

    private static String description(ModelCard card) {
        return Html.escape(card.description() == null ? "" : card.description());
    }

    /** {@return the command with one element per option, so that lines break between options} */
    private static String command(ModelResult model) {
        return "<span>"
                + String.join(
                        "</span> <span>", Html.escape(model.options().command()).split(" (?=--)")) + "</span>";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
