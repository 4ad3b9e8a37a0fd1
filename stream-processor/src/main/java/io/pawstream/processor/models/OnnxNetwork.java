package io.pawstream.processor.models;

import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An ONNX model; its classifiers, each for one thread at a time, are kept for the next batch. */
final class OnnxNetwork implements Network {

    private final OnnxModel model;
    private final Queue<Classifier> idle = new ConcurrentLinkedQueue<>();

    OnnxNetwork(OnnxModel model) {
        this.model = model;
    }

    @Override
    public ImageSize size() {
        return model.size();
    }

    @Override
    public float[] probabilities(ByteBuffer images, int count) throws InferenceException {
        Classifier classifier = idle.poll();
        if (classifier == null) {
            classifier = model.newClassifier();
        }
        try {
            return classifier.probabilities(images, count);
        } finally {
            idle.add(classifier);
        }
    }

    @Override
    public void close() {
        for (Classifier classifier = idle.poll(); classifier != null; classifier = idle.poll()) {
            classifier.close();
        }
        model.close();
    }
}
