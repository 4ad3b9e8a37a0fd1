package io.pawstream.contract.selection;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model of the repository of an instance.
 *
 * @param name name of the model
 * @param sha256 SHA-256 that its {@code model.onnx} must have, lower-case hexadecimal; absent for any
 */
public record ModelReference(String name, @Nullable String sha256) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Validates the reference, because a name later becomes the name of a directory.
     *
     * @param name name of the model
     * @param sha256 SHA-256 that its {@code model.onnx} must have
     * @throws IllegalArgumentException if {@code name} is not a valid model name or {@code sha256} is not a SHA-256
     */
    public ModelReference {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("model name is \"" + name
                    + "\"; it must be 1 to 63 lower-case letters, digits and hyphens, and not start with a hyphen");
        }
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "sha256 of " + name + " is \"" + sha256 + "\"; it must be 64 lower-case hexadecimal digits");
        }
    }

    /**
     * Returns a reference to any version of a model.
     *
     * @param name name of the model
     * @return the reference
     * @throws IllegalArgumentException if {@code name} is not a valid model name
     */
    public static ModelReference of(String name) {
        return new ModelReference(name, null);
    }

    /**
     * Checks whether a model has the required bytes.
     *
     * @param actual SHA-256 of its {@code model.onnx}
     * @return true if the reference requires no others
     */
    public boolean accepts(String actual) {
        return sha256 == null || sha256.equals(actual);
    }
}
