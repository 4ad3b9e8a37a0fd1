package io.pawstream.onnx.imports;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Prediction;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Classifies single images with a published model. */
public final class ImageTrial {

    private ImageTrial() {}

    /**
     * Prints the most probable classes of images, at most {@value ModelCard#TOP} each.
     *
     * @param model the model
     * @param images image files; one that cannot be decoded is reported and does not stop the others
     * @param printer receives the lines
     * @throws ModelException if the model cannot be loaded, or fails
     * @throws IOException if a file cannot be read
     */
    public static void print(ModelDirectory model, List<Path> images, PrintWriter printer)
            throws ModelException, IOException {
        if (images.isEmpty()) {
            return;
        }
        ModelCard card = model.card();
        ImageDecoder decoder = new ImageDecoder(card.preprocessing(), DecodeLimits.DEFAULT);
        ByteBuffer pixels = ByteBuffer.allocateDirect(card.input().bytes());
        try (OnnxModel network = OnnxModel.load(
                        model.onnx(), card.input(), card.classes().size());
                Classifier classifier = network.newClassifier()) {
            for (Path image : images) {
                printer.println(image);
                if (decoder.decode(Files.readAllBytes(image), pixels.clear()) instanceof DecodeResult.Failed failed) {
                    printer.println("  cannot decode: " + failed.message());
                    continue;
                }
                Prediction prediction = Prediction.of(
                        card.classes(), FloatBuffer.wrap(classifier.probabilities(pixels, 1)), ModelCard.TOP);
                prediction
                        .top()
                        .forEach(entry -> printer.println(
                                String.format(Locale.ROOT, "  %.4f  %s", entry.probability(), entry.label())));
            }
        } catch (InferenceException e) {
            throw new ModelException("model " + card.name() + " failed: " + e.getMessage(), e);
        }
    }
}
