package io.pawstream.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The description of an exported model: the content of {@code model.json} next to {@code model.onnx}.
 *
 * @param name name of the model and of its directory in the repository: 1 to 63 lower-case letters, digits and hyphens
 * @param version time of the training as {@code yyyyMMdd.HHmmss} in UTC
 * @param description one sentence that describes the model; absent if there is none
 * @param classes two different class names; the output of the network is the probability of the second one
 * @param inputWidth width of the input in pixels, 1 to 4096
 * @param inputHeight height of the input in pixels, 1 to 4096
 * @param pixelRecipe number of the pixel recipe, which determines how images become pixels; see the module {@code
 *     vision}
 * @param opset ONNX operator set version of {@code model.onnx}
 * @param sha256 SHA-256 of {@code model.onnx}, lower-case hexadecimal
 * @param parameters number of weights, including moving statistics
 * @param training how the model was trained; absent if unknown
 * @param test results on the test split, measured with {@code model.onnx}; absent if the model was never evaluated
 * @param quantization how the model was quantized to 8 bits; absent for a float model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCard(
        String name,
        String version,
        @Nullable String description,
        List<String> classes,
        int inputWidth,
        int inputHeight,
        int pixelRecipe,
        int opset,
        String sha256,
        long parameters,
        @Nullable Training training,
        @Nullable Evaluation test,
        @Nullable Quantization quantization) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Validates the card and copies the class names.
     *
     * @param name name of the model
     * @param version time of the training
     * @param description one sentence that describes the model
     * @param classes two different class names
     * @param inputWidth width of the input in pixels, 1 to 4096
     * @param inputHeight height of the input in pixels, 1 to 4096
     * @param pixelRecipe number of the pixel recipe
     * @param opset ONNX operator set version of {@code model.onnx}
     * @param sha256 SHA-256 of {@code model.onnx}, lower-case hexadecimal
     * @param parameters number of weights
     * @param training how the model was trained
     * @param test results on the test split
     * @param quantization how the model was quantized
     * @throws IllegalArgumentException if {@code name}, {@code classes}, the input size or {@code sha256} is invalid
     * @throws NullPointerException if {@code version} or {@code classes} is null
     */
    public ModelCard {
        if (!isName(name)) {
            throw new IllegalArgumentException("model name is \"" + name
                    + "\"; it must be 1 to 63 lower-case letters, digits and hyphens, and not start with a hyphen");
        }
        Objects.requireNonNull(version, "version of model " + name + " is missing");
        classes = List.copyOf(Objects.requireNonNull(classes, "classes of model " + name + " are missing"));
        if (classes.size() != 2 || classes.get(0).equals(classes.get(1))) {
            throw new IllegalArgumentException(
                    "classes of model " + name + " are " + classes + "; they must be two different names");
        }
        requireSide(name, "inputWidth", inputWidth);
        requireSide(name, "inputHeight", inputHeight);
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "sha256 of model " + name + " is \"" + sha256 + "\"; it must be 64 lower-case hexadecimal digits");
        }
    }

    /**
     * Checks whether a string is a valid model name, which is also safe as a directory name.
     *
     * @param text any string; absent is not a name
     * @return true for 1 to 63 lower-case letters, digits and hyphens that do not start with a hyphen
     */
    public static boolean isName(@Nullable String text) {
        return text != null && NAME.matcher(text).matches();
    }

    private static void requireSide(String name, String side, int value) {
        if (value < 1 || value > 4096) {
            throw new IllegalArgumentException(side + " of model " + name + " is " + value + "; it must be 1 to 4096");
        }
    }

    /**
     * Returns a copy of the card with other test results.
     *
     * @param measured the new results; absent to remove them
     * @return the copy
     */
    public ModelCard withTest(@Nullable Evaluation measured) {
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
     * How a model was trained.
     *
     * @param seed seed of the split, the initial weights and the augmentation
     * @param options options of the training command by name
     * @param splits splits of the data by name: train, validation, test
     * @param history one entry per epoch, in order
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
     * @param loss mean binary cross-entropy over the training split, measured during the epoch
     * @param accuracy share of training images classified correctly, measured during the epoch, 0 to 1
     * @param validationLoss mean binary cross-entropy over the validation split
     * @param validationAccuracy share of validation images classified correctly, 0 to 1
     * @param seconds wall-clock time of the epoch, including validation
     */
    public record Epoch(
            int epoch,
            double loss,
            double accuracy,
            double validationLoss,
            double validationAccuracy,
            double seconds) {}

    /**
     * The origin of an 8-bit model.
     *
     * @param model name of the float model
     * @param sha256 SHA-256 of the {@code model.onnx} of the float model
     * @param images number of training images used for calibration
     * @param floatTest results of the float model on the same test split; absent if it was never evaluated
     */
    public record Quantization(
            String model,
            String sha256,
            int images,
            @Nullable Evaluation floatTest) {}

    /**
     * Results on labeled images.
     *
     * @param images number of images
     * @param accuracy share of images classified correctly, 0 to 1
     * @param confusion number of images, with one row per true class and one column per predicted class, both in the
     *     order of {@link ModelCard#classes}
     * @param confidence number of images by confidence, one count per bin of {@link ConfidenceBins#BOUNDS}; absent if
     *     not measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evaluation(
            int images,
            double accuracy,
            List<List<Integer>> confusion,
            @Nullable List<Integer> confidence) {

        /**
         * Validates the counts.
         *
         * @param images number of images
         * @param accuracy share of images classified correctly, 0 to 1
         * @param confusion number of images by true and predicted class
         * @param confidence number of images by confidence
         * @throws IllegalArgumentException if {@code confusion} is not a square matrix of counts, or {@code
         *     confidence} has the wrong number of counts
         */
        public Evaluation {
            int classes = confusion == null ? 0 : confusion.size();
            if (classes == 0 || confusion.stream().anyMatch(row -> !areCounts(row, classes))) {
                throw new IllegalArgumentException("confusion of a test is " + confusion
                        + "; it must have one row and one column of counts per class");
            }
            if (confidence != null && !areCounts(confidence, ConfidenceBins.BOUNDS.size())) {
                throw new IllegalArgumentException("confidence of a test is " + confidence + "; it must be "
                        + ConfidenceBins.BOUNDS.size() + " counts");
            }
        }

        private static boolean areCounts(@Nullable List<Integer> counts, int size) {
            return counts != null
                    && counts.size() == size
                    && counts.stream().allMatch(count -> count != null && count >= 0);
        }
    }
}
