package io.pawstream.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One model on disk: a folder with {@code model.onnx} and {@code model.json}.
 *
 * @param folder the folder
 * @param card the content of {@code model.json}
 */
public record ModelDirectory(Path folder, ModelCard card) {

    public static final String ONNX_FILE = "model.onnx";
    public static final String CARD_FILE = "model.json";

    // Unknown fields are skipped, so that an older service reads a newer card.
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** The network. */
    public Path onnx() {
        return folder.resolve(ONNX_FILE);
    }

    /**
     * Reads the card and checks that it belongs to the network beside it.
     *
     * @throws ModelException if a file is missing or unreadable, the card is not valid, or the SHA-256 differs
     */
    public static ModelDirectory read(Path folder) throws ModelException {
        Path onnx = folder.resolve(ONNX_FILE);
        Path cardFile = folder.resolve(CARD_FILE);
        for (Path file : new Path[] {onnx, cardFile}) {
            if (!Files.isRegularFile(file)) {
                throw new ModelException("model folder " + folder + " has no " + file.getFileName());
            }
        }
        try {
            ModelCard card = JSON.readValue(Files.readAllBytes(cardFile), ModelCard.class);
            if (card == null) {
                throw new ModelException(cardFile + " is not a model card: it is the JSON null");
            }
            String sha256 = sha256(onnx);
            if (!sha256.equals(card.sha256())) {
                throw new ModelException(onnx + " has SHA-256 " + sha256 + ", but its card says " + card.sha256()
                        + "; the file is damaged or the card belongs to another one");
            }
            return new ModelDirectory(folder, card);
        } catch (JsonProcessingException e) {
            throw new ModelException(cardFile + " is not a model card: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelException("cannot read the model in " + folder + ": " + e, e);
        }
    }

    /** Writes a card as {@code model.json} into a folder. */
    public static void writeCard(Path folder, ModelCard card) throws IOException {
        Files.writeString(folder.resolve(CARD_FILE), JSON.writeValueAsString(card) + "\n");
    }

    /** SHA-256 of a file, in lower case hex. */
    public static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
