package io.pawstream.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The description of a model: the content of {@code model.json} next to {@code model.onnx}.
 *
 * @param schema version of the format of the card, {@value #SCHEMA}
 * @param name name of the model and of its directory in the repository: 1 to 63 lower-case letters, digits and hyphens
 * @param version time of the training or of the import as {@code yyyyMMdd.HHmmss} in UTC
 * @param description one sentence that describes the model; absent if there is none
 * @param classes {@value #LEAST_CLASSES} to {@value #MOST_CLASSES} different {@linkplain ClassNames#isName class names},
 *     in the order of the network's probabilities
 * @param input size of the network's images
 * @param preprocessing how encoded images become pixels of that size
 * @param maxBatch maximum number of images in a batch; absent if the network has no limit of its own
 * @param opset ONNX operator set version of {@code model.onnx}
 * @param sha256 SHA-256 of {@code model.onnx}, lower-case hexadecimal
 * @param parameters number of weights, including moving statistics
 * @param origin how the model was made
 * @param test results on the test split, measured with {@code model.onnx}; absent if the model was never evaluated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCard(
        int schema,
        String name,
        String version,
        @Nullable String description,
        List<String> classes,
        ImageSize input,
        Preprocessing preprocessing,
        @Nullable Integer maxBatch,
        int opset,
        String sha256,
        long parameters,
        Origin origin,
        @Nullable Evaluation test) {

    /** Version of the format that this class reads and writes. */
    public static final int SCHEMA = 2;

    /** A classifier distinguishes at least this number of classes. */
    public static final int LEAST_CLASSES = 2;

    /** Maximum number of classes. */
    public static final int MOST_CLASSES = 100_000;

    /** Maximum number of classes with a confusion matrix on the card. */
    public static final int MOST_CONFUSION_CLASSES = 100;

    /** With more classes than these, an evaluation counts how often the true class is among these most probable ones. */
    public static final int TOP = 5;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Validates the card and copies the class names.
     *
     * @param schema version of the format, {@value #SCHEMA}
     * @param name name of the model
     * @param version time of the training or of the import
     * @param description one sentence that describes the model
     * @param classes different class names, {@value #LEAST_CLASSES} to {@value #MOST_CLASSES}
     * @param input size of the network's images
     * @param preprocessing how encoded images become pixels
     * @param maxBatch maximum number of images in a batch, at least 1
     * @param opset ONNX operator set version of {@code model.onnx}
     * @param sha256 SHA-256 of {@code model.onnx}, lower-case hexadecimal
     * @param parameters number of weights
     * @param origin how the model was made
     * @param test results on the test split
     * @throws IllegalArgumentException if {@code schema}, {@code name}, {@code classes}, {@code maxBatch} or
     *     {@code sha256} is invalid, {@code preprocessing} yields another size than {@code input}, or {@code test} has
     *     other classes
     * @throws NullPointerException if a required component is null
     */
    public ModelCard {
        if (!isName(name)) {
            throw new IllegalArgumentException("model name is \"" + name
                    + "\"; it must be 1 to 63 lower-case letters, digits and hyphens, and not start with a hyphen");
        }
        if (schema != SCHEMA) {
            throw new IllegalArgumentException("schema of the card of model " + name + " is "
                    + (schema == 0 ? "missing" : schema) + "; it must be " + SCHEMA
                    + "; train, quantize or import the model again");
        }
        Objects.requireNonNull(version, "version of model " + name + " is missing");
        classes = checkedClasses(name, Objects.requireNonNull(classes, "classes of model " + name + " are missing"));
        Objects.requireNonNull(input, "input of model " + name + " is missing");
        Objects.requireNonNull(preprocessing, "preprocessing of model " + name + " is missing");
        if (!preprocessing.size().equals(input)) {
            throw new IllegalArgumentException("preprocessing of model " + name + " yields images of "
                    + preprocessing.size().width() + "x"
                    + preprocessing.size().height() + " pixels; its input has " + input.width() + "x"
                    + input.height());
        }
        if (maxBatch != null && maxBatch < 1) {
            throw new IllegalArgumentException(
                    "maxBatch of model " + name + " is " + maxBatch + "; it must be at least 1");
        }
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "sha256 of model " + name + " is \"" + sha256 + "\"; it must be 64 lower-case hexadecimal digits");
        }
        Objects.requireNonNull(origin, "origin of model " + name + " is missing");
        if (test != null && test.perClass().images().size() != classes.size()) {
            throw new IllegalArgumentException("test of model " + name + " has "
                    + test.perClass().images().size() + " classes; the model has " + classes.size());
        }
    }

    private static List<String> checkedClasses(String model, List<String> classes) {
        if (classes.size() < LEAST_CLASSES || classes.size() > MOST_CLASSES) {
            throw new IllegalArgumentException("model " + model + " has " + classes.size() + " classes; it must have "
                    + LEAST_CLASSES + " to " + MOST_CLASSES);
        }
        Set<String> different = new HashSet<>();
        for (int i = 0; i < classes.size(); i++) {
            String name = classes.get(i);
            if (name != null && !ClassNames.isName(name)) {
                throw new IllegalArgumentException("class " + i + " of model " + model + " is \""
                        + ClassNames.excerpt(name) + "\"; " + ClassNames.RULE);
            }
            if (name == null || !different.add(name)) {
                throw new IllegalArgumentException("class " + i + " of model " + model + " is "
                        + (name == null ? "null" : "\"" + name + "\"")
                        + "; each class must have a name of its own");
            }
        }
        return List.copyOf(classes);
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

    /** {@return how the model, or the float model that it was quantized from, was trained; absent if imported} */
    public @Nullable Training training() {
        return origin.trained();
    }

    /** {@return how the model was quantized to 8 bits; absent for a float model} */
    public Origin.@Nullable Quantization quantization() {
        return origin.quantized();
    }

    /**
     * Returns a copy of the card with other test results.
     *
     * @param measured the new results; absent to remove them
     * @return the copy
     */
    public ModelCard withTest(@Nullable Evaluation measured) {
        return with(sha256, measured);
    }

    /**
     * Returns a copy of the card for other bytes of the network.
     *
     * @param hash SHA-256 of {@code model.onnx}, lower-case hexadecimal
     * @return the copy
     */
    public ModelCard withSha256(String hash) {
        return with(hash, test);
    }

    private ModelCard with(String hash, @Nullable Evaluation results) {
        return new ModelCard(
                schema,
                name,
                version,
                description,
                classes,
                input,
                preprocessing,
                maxBatch,
                opset,
                hash,
                parameters,
                origin,
                results);
    }
}
