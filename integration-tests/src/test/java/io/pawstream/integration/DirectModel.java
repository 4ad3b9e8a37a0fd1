package io.pawstream.integration;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.model.Prediction;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** Classifies one image at a time without Kafka, as the trainer's evaluation does. */
final class DirectModel implements AutoCloseable {

    private final OnnxModel model;
    private final List<String> classes;
    private final Classifier classifier;
    private final ImageDecoder decoder;
    private final ByteBuffer pixels;

    private DirectModel(OnnxModel model, ModelCard card) {
        this.model = model;
        this.classes = card.classes();
        this.classifier = model.newClassifier();
        this.decoder = new ImageDecoder(card.preprocessing(), DecodeLimits.DEFAULT);
        this.pixels = ByteBuffer.allocateDirect(model.size().bytes());
    }

    static DirectModel load(String name) throws ModelException {
        ModelDirectory directory = new ModelRepository(Pipeline.HOME.resolve("models")).find(name);
        ModelCard card = directory.card();
        OnnxModel model =
                OnnxModel.load(directory.onnx(), card.input(), card.classes().size());
        return new DirectModel(model, card);
    }

    /** Returns the prediction with all classes. */
    Prediction predict(byte[] encoded) throws InferenceException {
        DecodeResult result = decoder.decode(encoded, pixels.clear());
        if (!(result instanceof DecodeResult.Decoded)) {
            throw new AssertionError("a valid image was rejected: " + result);
        }
        return Prediction.of(classes, FloatBuffer.wrap(classifier.probabilities(pixels, 1)), classes.size());
    }

    @Override
    public void close() {
        classifier.close();
        model.close();
    }
}
