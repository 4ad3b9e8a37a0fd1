package io.pawstream.onnx.report;

import io.pawstream.model.Training.Epoch;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Describes the overfitting that the curves of a training show. */
final class Overfitting {

    // A smaller increase of the validation loss is noise.
    private static final double RISE = 1.1;

    private final List<Epoch> history;
    private final Epoch exported;

    /**
     * Creates a description.
     *
     * @param history a row per epoch, at least one
     * @param exportedEpoch number of the exported epoch, one of the history
     * @throws IllegalArgumentException if the history does not have that epoch
     */
    Overfitting(List<Epoch> history, int exportedEpoch) {
        this.history = List.copyOf(history);
        this.exported = history.stream()
                .filter(epoch -> epoch.epoch() == exportedEpoch)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("exported epoch is " + exportedEpoch
                        + "; it must be in the history, which has " + history.size() + " epochs"));
    }

    /** {@return a description of the gap between training and validation accuracy and of the validation loss} */
    String sentence() {
        Epoch last = history.get(history.size() - 1);
        String which = exported.equals(last) ? "last, epoch " + last.epoch() : "epoch " + exported.epoch();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "At the exported epoch (%s), training accuracy is %s and validation accuracy is %s: %s",
                which,
                percent(exported.accuracy()),
                percent(exported.validationAccuracy()),
                gap(exported)));
        if (!exported.equals(last)) {
            text.append(String.format(Locale.ROOT, "; at the last epoch, %d, the gap is %s", last.epoch(), gap(last)));
        }
        text.append(". ");
        if (exported.accuracy() < exported.validationAccuracy() || last.accuracy() < last.validationAccuracy()) {
            text.append("Training accuracy can be lower because it is measured with dropout and augmentation. ");
        }
        return text.append(lossSentence(last)).toString();
    }

    private String lossSentence(Epoch last) {
        if (history.stream().anyMatch(epoch -> !Double.isFinite(epoch.validationLoss()))) {
            return "Validation loss is not finite in some epochs: the training diverged.";
        }
        // The earliest of equal losses.
        Epoch lowest = history.stream()
                .min(Comparator.comparingDouble(Epoch::validationLoss))
                .orElseThrow();
        String where = String.format(Locale.ROOT, "%.3f at epoch %d", lowest.validationLoss(), lowest.epoch());
        if (history.size() == 1) {
            return "Validation loss was " + where + "; one epoch does not show a trend.";
        }
        if (lowest.equals(last)) {
            return "Validation loss was lowest at the last epoch, " + where
                    + ": no sign of overfitting; more epochs may help.";
        }
        String now = String.format(Locale.ROOT, "%.3f at the last epoch", last.validationLoss());
        return last.validationLoss() > RISE * lowest.validationLoss()
                ? "Validation loss was lowest, " + where + ", and rose to " + now + ": the network overfits from epoch "
                        + (lowest.epoch() + 1) + " on."
                : "Validation loss was lowest, " + where + ", and is " + now + ": no clear sign of overfitting.";
    }

    private static String gap(Epoch epoch) {
        double points = 100 * (epoch.accuracy() - epoch.validationAccuracy());
        String size = String.format(Locale.ROOT, "%.1f", Math.abs(points));
        if (size.equals("0.0")) {
            return "less than 0.1 points";
        }
        return size
                + (points > 0 ? " points with training above validation" : " points with training below validation");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
