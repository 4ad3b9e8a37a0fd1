package io.pawstream.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is known of an exported model: the content of {@code model.json}, which lies beside {@code model.onnx}.
 *
 * @param name name of the model and of its folder in the repository: lower case letters, digits and hyphens
 * @param version when it was trained, as {@code yyyyMMdd.HHmmss} in UTC
 * @param description one sentence for people
 * @param classes the classes; index 0 has the probability {@code 1 - p}, index 1 the probability {@code p} of the output
 * @param inputWidth width of the input in pixels
 * @param inputHeight height of the input in pixels
 * @param pixelRecipe number of the pixel recipe that made the pixels it was trained on, see {@code vision.image}
 * @param opset ONNX operator set of the file
 * @param sha256 SHA-256 of {@code model.onnx}, lower case hex
 * @param parameters number of weights, moving statistics included
 * @param training everything that is needed to train it again
 * @param test its score on the test split, measured on the ONNX file
 * @param quantization what it is the 8-bit form of; null if it computes in floats
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCard(
        String name,
        String version,
        String description,
        List<String> classes,
        int inputWidth,
        int inputHeight,
        int pixelRecipe,
        int opset,
        String sha256,
        long parameters,
        Training training,
        Evaluation test,
        Quantization quantization) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ModelCard {
        if (!isName(name)) {
            throw new IllegalArgumentException("name of a model is \"" + name
                    + "\"; it must be 1 to 63 lower case letters, digits and hyphens, the first no hyphen");
        }
        Objects.requireNonNull(version, "version of model " + name + " is missing");
        classes = List.copyOf(Objects.requireNonNull(classes, "classes of model " + name + " are missing"));
        if (classes.size() != 2 || classes.get(0).equals(classes.get(1))) {
            throw new IllegalArgumentException(
                    "classes of model " + name + " are " + classes + "; there must be two different ones");
        }
        requireSide(name, "inputWidth", inputWidth);
        requireSide(name, "inputHeight", inputHeight);
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "sha256 of model " + name + " is \"" + sha256 + "\"; it must be 64 lower case hexadecimal digits");
        }
    }

    /** Whether a text may be the name of a model, and so of a folder in the repository. */
    public static boolean isName(String text) {
        return text != null && NAME.matcher(text).matches();
    }

    private static void requireSide(String name, String side, int value) {
        if (value < 1 || value > 4096) {
            throw new IllegalArgumentException(side + " of model " + name + " is " + value + "; it must be 1 to 4096");
        }
    }

    /** The card of a model that computes in floats. */
    public ModelCard(
            String name,
            String version,
            String description,
            List<String> classes,
            int inputWidth,
            int inputHeight,
            int pixelRecipe,
            int opset,
            String sha256,
            long parameters,
            Training training,
            Evaluation test) {
        this(
                name,
                version,
                description,
                classes,
                inputWidth,
                inputHeight,
                pixelRecipe,
                opset,
                sha256,
                parameters,
                training,
                test,
                null);
    }

    /** The same model with a score that was measured again. */
    public ModelCard withTest(Evaluation measured) {
        return new ModelCard(
                name,
                version,
                description,
                classes,
                inputWidth,
                inputHeight,
                pixelRecipe,
                opset,
                sha256,
                parameters,
                training,
                measured,
                quantization);
    }

    /**
     * How the model was made.
     *
     * @param seed seed of the split, of the first weights and of the augmentation
     * @param options the options of the command that trained it, by name
     * @param splits the images it saw, by the name of the split: train, validation, test
     * @param history a row per epoch
     */
    public record Training(long seed, Map<String, String> options, Map<String, Split> splits, List<Epoch> history) {}

    /**
     * One split of the data.
     *
     * @param images number of images
     * @param fingerprint SHA-256 over the sorted file names of the split, each followed by a line feed
     */
    public record Split(int images, String fingerprint) {}

    /**
     * One pass over the training split.
     *
     * @param epoch number of the epoch, from 1
     * @param loss mean binary cross-entropy over the training split, as it was while training
     * @param accuracy share of training images classified right while training, 0 to 1
     * @param validationLoss mean binary cross-entropy over the validation split
     * @param validationAccuracy share of validation images classified right, 0 to 1
     * @param seconds wall time of the epoch, validation included
     */
    public record Epoch(
            int epoch,
            double loss,
            double accuracy,
            double validationLoss,
            double validationAccuracy,
            double seconds) {}

    /**
     * Where an 8-bit model comes from.
     *
     * @param model name of the model that computes in floats
     * @param sha256 SHA-256 of its {@code model.onnx}
     * @param images number of images of the training split that it was calibrated with
     * @param floatTest the score of the model that computes in floats, on the same test split
     */
    public record Quantization(String model, String sha256, int images, Evaluation floatTest) {}

    /**
     * A score on labelled images.
     *
     * @param images number of images
     * @param accuracy share of them classified right, 0 to 1
     * @param confusion counts; a row per true class, a column per predicted class, both in the order of {@code classes}
     * @param confidence counts of images by {@link ConfidenceBins}; null in cards of versions that did not count them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evaluation(int images, double accuracy, List<List<Integer>> confusion, List<Integer> confidence) {

        /** A score whose counts are there. */
        public Evaluation {
            int classes = confusion == null ? 0 : confusion.size();
            if (classes == 0 || confusion.stream().anyMatch(row -> !areCounts(row, classes))) {
                throw new IllegalArgumentException("the confusion of a test is " + confusion
                        + "; it must be counts, a row and a column per class");
            }
            if (confidence != null && !areCounts(confidence, ConfidenceBins.BOUNDS.size())) {
                throw new IllegalArgumentException("the confidence of a test is " + confidence + "; it must be "
                        + ConfidenceBins.BOUNDS.size() + " counts");
            }
        }

        private static boolean areCounts(List<Integer> counts, int size) {
            return counts != null
                    && counts.size() == size
                    && counts.stream().allMatch(count -> count != null && count >= 0);
        }
    }
}
