package io.pawstream.processor.models;

import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A network in ONNX Runtime. Each classifier serves one thread at a time and is reused for later batches. */
final class OnnxNetwork implements Network {

    private final OnnxModel model;
    private final Queue<Classifier> idle = new ConcurrentLinkedQueue<>();

    /** Creates a network that owns and closes the model. */
    OnnxNetwork(OnnxModel model) {
        this.model = model;
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
