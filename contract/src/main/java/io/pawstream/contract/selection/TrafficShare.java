package io.pawstream.contract.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * A model and the part of the images that are meant for it. Whether an image is one of them depends on its key alone, so
 * that images of one key meet one model: the first 8 bytes of {@code SHA-256(salt + key)}, as a number modulo 10,000, lie
 * below the share. Where a record has no key, source and id of the image stand for it.
 *
 * @param model name of the model
 * @param share part of the images, 0 to 1, in steps of 1/10,000
 * @param salt another salt picks other images; empty if it is missing
 */
public record TrafficShare(
        @JsonProperty(required = true) String model,
        @JsonProperty(required = true) double share,
        String salt) {

    private static final int STEPS = 10_000;
    private static final Pattern MODEL_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public TrafficShare {
        requireModelName(model);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share of " + model + " is " + share + "; it must be 0 to 1");
        }
        salt = salt == null ? "" : salt;
    }

    /** Names of models are names of directories: anything else is not looked up. */
    static void requireModelName(String name) {
        if (name == null || !MODEL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("model name is \"" + name
                    + "\"; it must be 1 to 63 lower-case letters, digits and hyphens, and not start with a hyphen");
        }
    }

    /**
     * Whether an image is meant for the model.
     *
     * @param key key of its record, or null
     * @param source its source
     * @param id its id
     */
    public boolean has(byte[] key, String source, String id) {
        MessageDigest digest = sha256();
        digest.update(salt.getBytes(UTF_8));
        digest.update(key == null ? (source + id).getBytes(UTF_8) : key);
        long number = ByteBuffer.wrap(digest.digest()).getLong();
        return Long.remainderUnsigned(number, STEPS) < Math.round(share * STEPS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
