package io.pawstream.onnx.report;

import io.pawstream.model.ModelCard.Epoch;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the curves of a training say of over-fitting. */
final class Overfitting {

    // A validation loss that has grown by this factor since its lowest is more than the noise of an epoch.
    private static final double RISE = 1.1;

    private final List<Epoch> history;
    private final Epoch exported;

    /**
     * An opinion.
     *
     * @param history a row per epoch, at least one
     * @param exportedEpoch number of the exported epoch, one of the history
     */
    Overfitting(List<Epoch> history, int exportedEpoch) {
        this.history = List.copyOf(history);
        this.exported = history.stream()
                .filter(epoch -> epoch.epoch() == exportedEpoch)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the exported epoch is " + exportedEpoch
                        + "; it must be one of the history, which has " + history.size() + " epochs"));
    }

    /** For people: the gaps between training and validation accuracy, and how the validation loss went. */
    String sentence() {
        Epoch last = history.get(history.size() - 1);
        String which = exported.equals(last) ? "last, epoch " + last.epoch() : "epoch " + exported.epoch();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "At the exported epoch (%s) training accuracy is %s and validation accuracy %s, a gap of %s",
                which,
                percent(exported.accuracy()),
                percent(exported.validationAccuracy()),
                gap(exported)));
        if (!exported.equals(last)) {
            text.append(String.format(Locale.ROOT, "; at the last, epoch %d, the gap is %s", last.epoch(), gap(last)));
        }
        text.append(". ");
        if (exported.accuracy() < exported.validationAccuracy() || last.accuracy() < last.validationAccuracy()) {
            text.append("Training accuracy can be the lower one, as it is measured with dropout and augmentation on. ");
        }
        return text.append(lossSentence(last)).toString();
    }

    private String lossSentence(Epoch last) {
        if (history.stream().anyMatch(epoch -> !Double.isFinite(epoch.validationLoss()))) {
            return "Validation loss is no number in some epochs: the training diverged.";
        }
        // The earliest of equals.
        Epoch lowest = history.stream()
                .min(Comparator.comparingDouble(Epoch::validationLoss))
                .orElseThrow();
        String where = String.format(Locale.ROOT, "%.3f at epoch %d", lowest.validationLoss(), lowest.epoch());
        if (history.size() == 1) {
            return "Validation loss was " + where + "; one epoch does not tell which way it goes.";
        }
        if (lowest.equals(last)) {
            return "Validation loss was lowest, " + where
                    + ", which is the last: there is no sign of over-fitting yet, and more epochs may help.";
        }
        String now = String.format(Locale.ROOT, "%.3f at the last", last.validationLoss());
        return last.validationLoss() > RISE * lowest.validationLoss()
                ? "Validation loss was lowest, " + where + ", and rose to " + now + ": from epoch "
                        + (lowest.epoch() + 1) + " on the network over-fits."
                : "Validation loss was lowest, " + where + ", and is " + now
                        + ": it has levelled off without a clear sign of over-fitting.";
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
