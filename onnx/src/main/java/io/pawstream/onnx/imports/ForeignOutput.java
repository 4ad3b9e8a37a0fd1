package io.pawstream.onnx.imports;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.imports.NetworkSession.Output;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output of a foreign network that gives the classes, measured on images.
 *
 * @param name name of the value
 * @param units number of values per image: the number of classes, or 1 for two classes
 * @param rows the values of each image
 */
record ForeignOutput(String name, int units, List<FloatBuffer> rows) {

    /** Rounding of a softmax in 16-bit floats. */
    private static final double TOLERANCE = 2e-3;

    /** If several outputs have a value per class, the first of these names is used. */
    private static final List<String> NAMES = List.of("logits", "probabilities", "probs");

    /**
     * Chooses the output.
     *
     * @param network the network
     * @param runs the outputs of each image; of several rows, the first is the image
     * @param batch number of images per run
     * @param classes number of classes
     * @throws ModelException if no output, or several, have one value per class
     */
    static ForeignOutput choose(ForeignNetwork network, List<Map<String, Output>> runs, int batch, int classes)
            throws ModelException {
        if (classes < ModelCard.LEAST_CLASSES) {
            throw new ModelException("there is " + classes + " class name; at least " + ModelCard.LEAST_CLASSES
                    + " are required, also for a network with one unit; pass all of them with --classes");
        }
        List<String> fitting = new ArrayList<>();
        for (Map.Entry<String, Output> entry : runs.get(0).entrySet()) {
            int units = units(entry.getValue(), batch);
            if (units == classes || (units == 1 && classes == 2)) {
                fitting.add(entry.getKey());
            }
        }
        String name = fitting.size() == 1
                ? fitting.get(0)
                : NAMES.stream().filter(fitting::contains).findFirst().orElse(null);
        if (name == null) {
            throw unfit(network, runs.get(0), batch, classes, fitting);
        }
        List<FloatBuffer> rows = new ArrayList<>();
        int units = 0;
        for (Map<String, Output> run : runs) {
            Output output = run.get(name);
            if (output == null) {
                throw new ModelException(network.file() + " has no output \"" + name + "\" for some images");
            }
            units = output.values().capacity() / batch;
            rows.add(output.values().slice(0, units));
        }
        return new ForeignOutput(name, units, rows);
    }

    /**
     * Refuses values that are not numbers.
     *
     * @throws ModelException if a value is NaN
     */
    void requireNumbers(ForeignNetwork network) throws ModelException {
        for (FloatBuffer row : rows) {
            for (int i = 0; i < units; i++) {
                if (Float.isNaN(row.get(i))) {
                    throw new ModelException(network.file() + " gives NaN for class " + i
                            + " of a random image; check its weights, and --rescale, --mean and --std");
                }
            }
        }
    }

    /** Returns whether an output for the first image has the same values, apart from rounding. */
    boolean isFirst(ForeignOutput again) {
        for (int i = 0; i < units; i++) {
            float value = rows.get(0).get(i);
            float other = again.rows.get(0).get(i);
            if (value != other && !(Math.abs(value - other) <= TOLERANCE * Math.max(1, Math.abs(value)))) {
                return false;
            }
        }
        return true;
    }

    private static ModelException unfit(
            ForeignNetwork network, Map<String, Output> run, int batch, int classes, List<String> fitting) {
        if (fitting.size() > 1) {
            return new ModelException(network.file() + " has several outputs with " + classes + " values: "
                    + String.join(", ", fitting) + "; export the model with only the logits");
        }
        if (run.size() == 1) {
            Output output = run.values().iterator().next();
            int units = units(output, batch);
            if (units > 0) {
                return new ModelException(network.file() + " gives " + units + " values per image, but there are "
                        + classes + " class names; pass as many names as values with --classes, in their order"
                        + (units == classes + 1 ? ", the first or last one for the background" : ""));
            }
            return new ModelException(network.file() + " is not a classifier: its output has "
                    + ForeignInput.text(output.shape()) + "; [N, C] is required");
        }
        return new ModelException(network.file() + " has no output with " + classes + " values per image: "
                + network.outputs() + "; a classifier with one value per class name is required, and detectors and"
                + " segmenters cannot be imported");
    }

    /** {@return the number of values per image; 0 if they are not a list} */
    private static int units(Output output, int batch) {
        List<Long> large = output.shape().stream().filter(axis -> axis != 1).toList();
        int values = output.values().capacity();
        boolean list = batch == 1
                ? large.size() <= 1
                : large.size() <= 2
                        && !output.shape().isEmpty()
                        && output.shape().get(0) == batch;
        return list ? values / batch : 0;
    }

    /**
     * Finds out what makes the values probabilities.
     *
     * @param network the network
     * @param stated what the user or a file states; absent if nothing does
     * @param command the command line so far
     * @throws ModelException if the values contradict, or several classes per image are possible
     */
    Activation activation(ForeignNetwork network, @Nullable Activation stated, String command) throws ModelException {
        String last = network.lastOperator(name);
        boolean sigmoid = last.equals("Sigmoid") || last.equals("HardSigmoid");
        if (units > 1 && (sigmoid || stated == Activation.SIGMOID)) {
            throw new ModelException(network.file() + " has " + units
                    + " sigmoid units; multi-label models cannot be imported, because an image gets exactly one class"
                    + (sigmoid ? "" : "; for one class per image, use --activation softmax"));
        }
        boolean done = sigmoid || last.equals("Softmax");
        if (last.equals("Softmax") && (units == 1 || !rows.stream().allMatch(this::sumsToOne))) {
            throw new ModelException(network.file() + " ends with Softmax over another axis than that of the classes,"
                    + " so its values are no probabilities; export the model with the logits as its output");
        }
        if (stated != null && stated != Activation.NONE) {
            if (done || (units == 1 && stated == Activation.SOFTMAX)) {
                throw new ModelException("--activation is " + stated + ", but the network "
                        + (done
                                ? "ends with " + last + "; use --activation none"
                                : "has one unit; use --activation sigmoid"));
            }
            return stated;
        }
        if (done) {
            return Activation.NONE;
        }
        boolean unit = rows.stream().allMatch(this::isWithinOne);
        boolean probabilities = unit && rows.stream().allMatch(this::sumsToOne);
        if (stated == Activation.NONE && !probabilities) {
            throw new ModelException("--activation is none, but the outputs of the network are not probabilities, for"
                    + " example " + rows.get(0).get(0) + "; use --activation "
                    + (units == 1 ? "sigmoid" : "softmax"));
        }
        if (stated == Activation.NONE || (probabilities && units > 1)) {
            return Activation.NONE;
        }
        if (unit) {
            throw new ModelException("missing --activation softmax|sigmoid|none: the outputs are between 0 and 1, but"
                    + " the network has no activation at the end; for example: " + command + " --activation "
                    + (units == 1 ? "sigmoid" : "softmax"));
        }
        if (units > 1 && rows.stream().allMatch(this::isShare)) {
            throw new ModelException("missing --activation softmax: the values of each image add up to "
                    + Math.round(sum(rows.get(0))) + ", so they are probably percentages and no logits; export the"
                    + " model without the last multiplication; or for logits: " + command + " --activation softmax");
        }
        if (units == 1 && last.equals("Tanh")) {
            throw new ModelException("missing --activation sigmoid: the network ends with Tanh, whose values are no"
                    + " probabilities and usually no logits; for logits: " + command + " --activation sigmoid");
        }
        return units == 1 ? Activation.SIGMOID : Activation.SOFTMAX;
    }

    private boolean isWithinOne(FloatBuffer row) {
        for (int i = 0; i < units; i++) {
            if (!(row.get(i) >= 0 && row.get(i) <= 1 + TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    private boolean sumsToOne(FloatBuffer row) {
        return units == 1 || Math.abs(sum(row) - 1) <= TOLERANCE;
    }

    /** {@return whether the values are at least 0 and have the sum of those of the first image} */
    private boolean isShare(FloatBuffer row) {
        for (int i = 0; i < units; i++) {
            if (row.get(i) < 0) {
                return false;
            }
        }
        double expected = sum(rows.get(0));
        return expected > 0 && Math.abs(sum(row) - expected) <= TOLERANCE * expected;
    }

    private double sum(FloatBuffer row) {
        double sum = 0;
        for (int i = 0; i < units; i++) {
            sum += row.get(i);
        }
        return sum;
    }

    /** {@return the probabilities of an image, computed from its values} */
    double[] probabilities(int image, Activation activation) {
        FloatBuffer row = rows.get(image);
        double[] values = new double[units];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < units; i++) {
            values[i] = row.get(i);
            largest = Math.max(largest, values[i]);
        }
        if (activation == Activation.SOFTMAX) {
            double sum = 0;
            for (int i = 0; i < units; i++) {
                values[i] = Math.exp(values[i] - largest);
                sum += values[i];
            }
            for (int i = 0; i < units; i++) {
                values[i] /= sum;
            }
        } else if (activation == Activation.SIGMOID) {
            values[0] = 1 / (1 + Math.exp(-values[0]));
        }
        return units == 1 ? new double[] {1 - values[0], values[0]} : values;
    }
}
