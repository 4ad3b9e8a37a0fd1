package io.pawstream.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model was made, with what is needed to make it again: trained or imported, and then perhaps quantized.
 *
 * @param trained how the model, or the float model it was quantized from, was trained; absent if imported
 * @param imported where the model, or the float model it was quantized from, was imported from; absent if trained
 * @param quantized how the model was quantized to 8 bits; absent for a model as trained or imported
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Origin(
        @Nullable Training trained,
        @Nullable Import imported,
        @Nullable Quantization quantized) {

    /**
     * Checks that the model was either trained or imported.
     *
     * @param trained how the model was trained
     * @param imported where the model was imported from
     * @param quantized how the model was quantized
     * @throws IllegalArgumentException if not exactly one of {@code trained} and {@code imported} is present
     */
    public Origin {
        if ((trained == null) == (imported == null)) {
            throw new IllegalArgumentException("origin has " + (trained == null ? "neither" : "both")
                    + " \"trained\" and \"imported\"; it must have one of them");
        }
    }

    /**
     * Returns the origin of a trained model.
     *
     * @param training how it was trained
     * @return the origin
     */
    public static Origin of(Training training) {
        return new Origin(training, null, null);
    }

    /**
     * Returns the origin of an imported model.
     *
     * @param source where it was imported from
     * @return the origin
     */
    public static Origin of(Import source) {
        return new Origin(null, source, null);
    }

    /**
     * Returns the origin of the 8-bit form of this model.
     *
     * @param quantization how it was quantized
     * @return the origin
     */
    public Origin quantized(Quantization quantization) {
        return new Origin(trained, imported, quantization);
    }

    /**
     * Where a model was imported from.
     *
     * @param file name of the ONNX file, without its directory
     * @param sha256 SHA-256 of that file, lower-case hexadecimal
     * @param options options of the import command by name, completed by what the files beside the model say
     */
    public record Import(String file, String sha256, Map<String, String> options) {}

    /**
     * How a model was quantized to 8 bits.
     *
     * @param model name of the float model
     * @param sha256 SHA-256 of the {@code model.onnx} of the float model
     * @param images number of training images used for calibration
     * @param floatTest results of the float model on the same test split; absent if it was never evaluated
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Quantization(
            String model,
            String sha256,
            int images,
            @Nullable Evaluation floatTest) {}
}
