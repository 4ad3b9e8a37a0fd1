package io.pawstream.contract.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model and its traffic share: the share of the images that it receives.
 *
 * <p>An image belongs to the share if the first 8 bytes of {@code SHA-256(salt + key)}, as an unsigned big-endian
 * number modulo 10,000, are less than the share times 10,000. All images with the same key therefore go to the same
 * model. If a record has no key, the source and id of the image replace it.
 *
 * @param model name of the model
 * @param share share of the images, 0 to 1, in steps of 1/10,000
 * @param salt changes which images belong to the share; empty by default
 * @param sha256 SHA-256 that the {@code model.onnx} of the model must have; absent for any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrafficShare(
        @JsonProperty(required = true) String model,
        @JsonProperty(required = true) double share,
        String salt,
        @Nullable String sha256) {

    private static final int STEPS = 10_000;

    /**
     * Creates a share.
     *
     * @param model name of the model
     * @param share share of the images, 0 to 1
     * @param salt any string; absent for an empty salt
     * @param sha256 SHA-256 that the {@code model.onnx} of the model must have
     * @throws IllegalArgumentException if {@code model} is not a valid model name, {@code share} is out of range or
     *     {@code sha256} is not a SHA-256
     */
    public TrafficShare(String model, double share, @Nullable String salt, @Nullable String sha256) {
        var unused = new ModelReference(model, sha256);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share of " + model + " is " + share + "; it must be 0 to 1");
        }
        this.model = model;
        this.share = share;
        this.salt = Objects.requireNonNullElse(salt, "");
        this.sha256 = sha256;
    }

    /**
     * Creates a share of a model that may have any bytes.
     *
     * @param model name of the model
     * @param share share of the images, 0 to 1
     * @param salt any string; absent for an empty salt
     * @throws IllegalArgumentException if {@code model} is not a valid model name or {@code share} is out of range
     */
    public TrafficShare(String model, double share, @Nullable String salt) {
        this(model, share, salt, null);
    }

    /** {@return the model} */
    public ModelReference reference() {
        return new ModelReference(model, sha256);
    }

    /**
     * Checks whether an image belongs to the share.
     *
     * @param key key of the image event's record; absent if it has none
     * @param source source of the image event
     * @param id id of the image event
     * @return true if the model receives the image
     */
    public boolean has(byte @Nullable [] key, String source, String id) {
        MessageDigest digest = newDigest();
        digest.update(salt.getBytes(UTF_8));
        digest.update(key == null ? (source + id).getBytes(UTF_8) : key);
        long number = ByteBuffer.wrap(digest.digest()).getLong();
        return Long.remainderUnsigned(number, STEPS) < Math.round(share * STEPS);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
