package io.pawstream.onnx.report;

import io.pawstream.model.Evaluation;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Training;
import io.pawstream.onnx.evaluation.LabeledPrediction;
import io.pawstream.onnx.evaluation.Score;
import java.util.List;
import java.util.Locale;

/** The section of the page on one model: curves, confusion matrix and most confident mistakes. */
final class ModelSection {

    private static final String SECTION = """
            <section id="%1$s">
            <h2>%1$s</h2>
            <p class="note">%2$s</p>
            <div class="curves">%3$s</div>
            <p>%4$s</p>
            <h3>%5$s</h3>
            %8$s
            <h3>%6$s</h3>
            <div class="mistakes">
            %7$s</div>
            </section>
            """;

    private ModelSection() {}

    /** {@return the section as HTML} */
    static String of(ModelResult model) {
        ModelCard card = model.card();
        List<Training.Epoch> history = model.history();
        CurvePlot plot = new CurvePlot(history, model.exportedEpoch());
        StringBuilder mistakes = new StringBuilder();
        for (Thumbnail mistake : model.mistakes()) {
            mistakes.append(figure(mistake, card.classes()));
        }
        return SECTION.formatted(
                Html.escape(card.name()),
                Html.escape(note(model)),
                Html.image(plot.accuracy(), "png", "Accuracy of " + card.name() + " by epoch")
                        + Html.image(plot.loss(), "png", "Loss of " + card.name() + " by epoch"),
                Html.escape(new Overfitting(history, model.exportedEpoch()).sentence()),
                ClassTable.heading(model.score()),
                model.mistakes().isEmpty() ? "No mistakes" : "Most confident mistakes",
                mistakes,
                ClassTable.of(model.score(), card.classes()));
    }

    private static String note(ModelResult model) {
        ModelCard card = model.card();
        String version = "Version " + card.version() + ", seed "
                + model.options().model().seed() + ". ";
        Evaluation before = card.test();
        if (before == null) {
            return version + "The model card has no test score to compare with.";
        }
        return version
                + (model.score().hasConfusionOf(Score.of(before))
                        ? "The score equals the one on the model card."
                        : String.format(
                                Locale.ROOT,
                                "The model card has a test accuracy of %.2f%%, measured on different pixels or on a"
                                        + " different processor.",
                                100 * before.accuracy()));
    }

    private static String figure(Thumbnail mistake, List<String> classes) {
        LabeledPrediction prediction = mistake.prediction();
        String actual = classes.get(prediction.label());
        // Rounded down, so that a confidence below 1 is never shown as 100%.
        String predicted = String.format(
                Locale.ROOT,
                "%s, %.1f%%",
                classes.get(prediction.predictedLabel()),
                Math.floor(1000 * prediction.confidence()) / 10);
        return """
                <figure>%s<figcaption><b>%s</b> predicted as %s<span>%s</span></figcaption></figure>
                """.formatted(
                        Html.image(mistake.image(), "jpeg", "A " + actual + " predicted as " + predicted),
                        Html.escape(actual),
                        Html.escape(predicted),
                        Html.escape(prediction.name()));
    }
}
