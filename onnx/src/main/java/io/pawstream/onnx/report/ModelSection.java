package io.pawstream.onnx.report;

import io.pawstream.model.ModelCard;
import io.pawstream.onnx.evaluation.LabelledPrediction;
import io.pawstream.onnx.evaluation.Score;
import java.util.List;
import java.util.Locale;

/** What the page says of one model: its curves, its confusion matrix and its worst mistakes. */
final class ModelSection {

    private static final String SECTION = """
            <section id="%1$s">
            <h2>%1$s</h2>
            <p class="note">%2$s</p>
            <div class="curves">%3$s</div>
            <p>%4$s</p>
            <h3>Confusion on the test split</h3>
            %5$s
            <h3>%6$s</h3>
            <div class="mistakes">
            %7$s</div>
            </section>
            """;

    private ModelSection() {}

    static String of(ModelResult model) {
        ModelCard card = model.card();
        List<ModelCard.Epoch> history = card.training().history();
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
                confusion(model.score(), card.classes()),
                model.mistakes().isEmpty() ? "No mistakes" : "Most confident mistakes",
                mistakes);
    }

    private static String note(ModelResult model) {
        ModelCard card = model.card();
        String version =
                "Version " + card.version() + ", seed " + card.training().seed() + ". ";
        ModelCard.Evaluation before = card.test();
        if (before == null) {
            return version + "Its card has no score to compare with.";
        }
        return version
                + (model.score().hasConfusionOf(Score.of(before))
                        ? "The score is the one that its card has from the training."
                        : String.format(
                                Locale.ROOT,
                                "Its card has a test accuracy of %.2f%% from the training, measured on other pixels or"
                                        + " another processor.",
                                100 * before.accuracy()));
    }

    private static String confusion(Score score, List<String> classes) {
        String cat = Html.escape(classes.get(0));
        String dog = Html.escape(classes.get(1));
        return """
                <table class="confusion">
                <thead><tr><td></td><th>called %1$s</th><th>called %2$s</th></tr></thead>
                <tbody>
                <tr><th scope="row">is %1$s</th><td class="right">%3$s</td><td>%4$s</td></tr>
                <tr><th scope="row">is %2$s</th><td>%5$s</td><td class="right">%6$s</td></tr>
                </tbody>
                </table>""".formatted(
                        cat,
                        dog,
                        share(score.catAsCat(), score.catAsDog()),
                        share(score.catAsDog(), score.catAsCat()),
                        share(score.dogAsCat(), score.dogAsDog()),
                        share(score.dogAsDog(), score.dogAsCat()));
    }

    private static String share(int count, int others) {
        double percent = count == 0 ? 0 : 100.0 * count / (count + others);
        return String.format(Locale.ROOT, "%,d <span>%.1f%%</span>", count, percent);
    }

    private static String figure(Thumbnail mistake, List<String> classes) {
        LabelledPrediction prediction = mistake.prediction();
        double probability = prediction.called() == 1 ? prediction.probability() : 1 - prediction.probability();
        String is = classes.get(prediction.label());
        // Rounded down: a probability that is not 1 is never shown as 100%.
        String called = String.format(
                Locale.ROOT, "%s, %.1f%%", classes.get(prediction.called()), Math.floor(1000 * probability) / 10);
        return """
                <figure>%s<figcaption><b>%s</b> called %s<span>%s</span></figcaption></figure>
                """.formatted(
                        Html.image(mistake.image(), "jpeg", "A " + is + " that was called " + called),
                        Html.escape(is),
                        Html.escape(called),
                        Html.escape(prediction.name()));
    }
}
