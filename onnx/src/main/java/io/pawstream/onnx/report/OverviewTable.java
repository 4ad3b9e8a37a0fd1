package io.pawstream.onnx.report;

import io.pawstream.model.ModelCard;
import io.pawstream.onnx.dataset.Median;
import java.util.List;
import java.util.Locale;

/** The models side by side: two rows each, the second with the command that makes it. */
final class OverviewTable {

    private static final String HEAD = """
            <table class="overview">
            <thead><tr><th>Model</th><th>Test accuracy</th><th>95%% interval</th><th>Published</th><th>Parameters</th>\
            <th>File</th><th>Epoch</th><th>Time per epoch</th><th>Images/s, one by one</th><th>Images/s, batches of %d</th>\
            </tr></thead>
            """.formatted(ModelResult.BATCH_SIZE);

    private static final String ROWS = """
            <tbody>
            <tr><th scope="row"><a href="#%1$s">%1$s</a></th>%2$s</tr>
            <tr class="made"><td colspan="10"><p>%3$s</p><code>%4$s</code></td></tr>
            </tbody>
            """;

    private OverviewTable() {}

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
        double seconds = Median.of(card.training().history().stream()
                .mapToDouble(ModelCard.Epoch::seconds)
                .toArray());
        int right = model.score().catAsCat() + model.score().dogAsDog();
        return cell("Test accuracy", "<strong>" + percent(model.score().accuracy()) + "</strong>")
                + cell(
                        "95% interval",
                        Interval.wilson(right, model.score().images()).toString())
                + cell("Published", model.published() == null ? "–" : percent(model.published()))
                + cell("Parameters", String.format(Locale.ROOT, "%,d", card.parameters()))
                + cell("File", String.format(Locale.ROOT, "%.1f MB", model.fileBytes() / 1e6))
                + cell(
                        "Epoch",
                        model.exportedEpoch() + " of "
                                + card.training().history().size())
                + cell("Time per epoch", String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds))
                + cell("Images/s, one by one", String.format(Locale.ROOT, "%.0f", model.imagesPerSecond()))
                + cell(
                        "Images/s, batches of " + ModelResult.BATCH_SIZE,
                        String.format(Locale.ROOT, "%.0f", model.batchedImagesPerSecond()));
    }

    /** The label is shown where the table is too wide for the screen. */
    private static String cell(String label, String content) {
        return "<td data-label=\"" + label + "\">" + content + "</td>";
    }

    private static String description(ModelCard card) {
        return Html.escape(card.description() == null ? "" : card.description());
    }

    /** An option a part, so that lines break between them. */
    private static String command(ModelResult model) {
        return "<span>"
                + String.join("</span> <span>", Html.escape(model.command()).split(" (?=--)")) + "</span>";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
