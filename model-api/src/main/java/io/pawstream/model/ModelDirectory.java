package io.pawstream.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One model on disk: a directory with {@code model.onnx} and {@code model.json}.
 *
 * @param folder the directory
 * @param card the content of {@code model.json}
 */
public record ModelDirectory(Path folder, ModelCard card) {

    /** File name of the network. */
    public static final String ONNX_FILE = "model.onnx";

    /** File name of the model card. */
    public static final String CARD_FILE = "model.json";

    private static final long MAX_CARD_BYTES = 64 << 20;

    // Ignores unknown fields, so that an older service can read a newer card.
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** {@return the path of {@code model.onnx}} */
    public Path onnx() {
        return folder.resolve(ONNX_FILE);
    }

    /**
     * Reads the card and verifies that its SHA-256 is that of the network.
     *
     * @param directory the model directory
     * @return the model
     * @throws ModelException if a file is missing, unreadable or a link that leads out of the directory, the card is
     *     invalid, or the SHA-256 differs
     */
    public static ModelDirectory read(Path directory) throws ModelException {
        for (String file : List.of(ONNX_FILE, CARD_FILE)) {
            if (!Files.isRegularFile(directory.resolve(file))) {
                throw new ModelException("model directory " + directory + " has no " + file);
            }
        }
        Path onnx = directory.resolve(ONNX_FILE);
        Path cardFile = directory.resolve(CARD_FILE);
        try {
            requireInside(directory, onnx);
            requireInside(directory, cardFile);
            long cardBytes = Files.size(cardFile);
            if (cardBytes > MAX_CARD_BYTES) {
                throw new ModelException(
                        cardFile + " has " + cardBytes + " bytes; a model card has at most " + MAX_CARD_BYTES);
            }
            ModelCard card = JSON.readValue(Files.readAllBytes(cardFile), ModelCard.class);
            if (card == null) {
                throw new ModelException(cardFile + " is not a model card: it is JSON null");
            }
            String sha256 = sha256(onnx);
            if (!sha256.equals(card.sha256())) {
                throw new ModelException(onnx + " has SHA-256 " + sha256 + ", but its card states " + card.sha256()
                        + "; the file is damaged or the card belongs to another model");
            }
            return new ModelDirectory(directory, card);
        } catch (JsonProcessingException e) {
            throw new ModelException(cardFile + " is not a model card: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelException("cannot read the model in " + directory + ": " + e, e);
        }
    }

    /** A file elsewhere could change or be read without its owner's intent. The directory itself may be a link. */
    private static void requireInside(Path directory, Path file) throws ModelException, IOException {
        Path target = file.toRealPath();
        if (!target.startsWith(directory.toRealPath())) {
            throw new ModelException(file + " is a link to " + target + ", which is outside of the model directory "
                    + directory + "; copy the file into the directory");
        }
    }

    /**
     * Writes a card as {@code model.json}, replacing an existing one.
     *
     * @param directory the model directory, which must exist
     * @param card the card
     * @throws IOException if the file cannot be written
     */
    public static void writeCard(Path directory, ModelCard card) throws IOException {
        Files.writeString(directory.resolve(CARD_FILE), JSON.writeValueAsString(card) + "\n");
    }

    /**
     * Computes the SHA-256 of a file.
     *
     * @param file the file
     * @return 64 lower-case hexadecimal digits
     * @throws IOException if the file cannot be read
     */
    public static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
