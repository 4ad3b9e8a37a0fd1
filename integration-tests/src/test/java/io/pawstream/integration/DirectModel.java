package io.pawstream.integration;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;

/** Classifies one image at a time without Kafka, as the trainer's evaluation does. */
final class DirectModel implements AutoCloseable {

    private final OnnxModel model;
    private final Classifier classifier;
    private final ImageDecoder decoder;
    private final ByteBuffer pixels;

    private DirectModel(OnnxModel model) {
        this.model = model;
        this.classifier = model.newClassifier();
        this.decoder = new ImageDecoder(model.size(), DecodeLimits.DEFAULT);
        this.pixels = ByteBuffer.allocateDirect(model.size().bytes());
    }

    static DirectModel load(String name) throws ModelException {
        ModelDirectory directory = new ModelRepository(Pipeline.HOME.resolve("models")).find(name);
        ImageSize size =
                new ImageSize(directory.card().inputWidth(), directory.card().inputHeight());
        return new DirectModel(OnnxModel.load(directory.onnx(), size));
    }

    float probabilityOfDog(byte[] encoded) throws InferenceException {
        DecodeResult result = decoder.decode(encoded, pixels.clear());
        if (!(result instanceof DecodeResult.Decoded)) {
            throw new AssertionError("a valid image was rejected: " + result);
        }
        return classifier.probabilities(pixels, 1)[0];
    }

    @Override
    public void close() {
        classifier.close();
        model.close();
    }
}
