package io.pawstream.onnx.evaluation;

import io.pawstream.onnx.dataset.Keep;
import io.pawstream.onnx.dataset.PhotoScan;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.IntConsumer;

/**
 * What a model says of the images of a source, as they are read: memory holds a batch a thread, however many images
 * there are.
 *
 * @param predictions one an image that counts, in the order of the source
 * @param skipped number of files that do not count, by reason
 */
public record SourcePredictions(List<LabelledPrediction> predictions, SortedMap<String, Integer> skipped) {

    private static final int BATCH_SIZE = 16;

    /**
     * Reads and classifies.
     *
     * @param indices which files of the source, in ascending order
     * @param threads number of threads that decode and compute, at least 1
     * @param progress is told the number of files done, from any thread
     * @throws IOException if a file cannot be read or the model fails
     */
    public static SourcePredictions of(
            OnnxModel model, ImageSource source, int[] indices, int threads, IntConsumer progress) throws IOException {
        LabelledPrediction[] predictions = new LabelledPrediction[indices.length];
        SortedMap<String, Integer> skipped = new PhotoScan(model.size(), threads, progress)
                .run(source, indices, Keep.DECODABLE, () -> new ClassifyingVisitor(model, indices, predictions));
        return new SourcePredictions(
                Arrays.stream(predictions).filter(Objects::nonNull).toList(), skipped);
    }

    private static final class ClassifyingVisitor implements PhotoScan.Visitor {
        private final int[] indices;
        private final LabelledPrediction[] predictions;
        private final ImageSize inputSize;
        private final Classifier classifier;
        private final ByteBuffer batch;
        private final List<Waiting> waiting = new ArrayList<>();

        private record Waiting(int index, String name, int label) {}

        ClassifyingVisitor(OnnxModel model, int[] indices, LabelledPrediction[] predictions) {
            this.indices = indices;
            this.predictions = predictions;
            this.inputSize = model.size();
            this.classifier = model.newClassifier();
            this.batch = ByteBuffer.allocateDirect(BATCH_SIZE * inputSize.bytes());
        }

        @Override
        public ByteBuffer target() {
            return batch.slice(waiting.size() * inputSize.bytes(), inputSize.bytes());
        }

        @Override
        public void decoded(int index, String name, int label, String contentSha256, Decoded size) throws IOException {
            waiting.add(new Waiting(index, name, label));
            if (waiting.size() == BATCH_SIZE) {
                classify();
            }
        }

        private void classify() throws IOException {
            float[] probabilities = probabilities();
            for (int i = 0; i < probabilities.length; i++) {
                Waiting image = waiting.get(i);
                // Each place of the array belongs to one thread.
                predictions[Arrays.binarySearch(indices, image.index)] =
                        new LabelledPrediction(image.name, image.label, probabilities[i]);
            }
            waiting.clear();
        }

        private float[] probabilities() throws IOException {
            try {
                return classifier.probabilities(batch, waiting.size());
            } catch (InferenceException e) {
                throw new IOException(
                        "the model fails on a batch that ends with " + waiting.get(waiting.size() - 1).name + ": "
                                + e.getMessage(),
                        e);
            }
        }

        @Override
        public void close() throws IOException {
            try (classifier) {
                if (!waiting.isEmpty()) {
                    classify();
                }
            }
        }
    }
}
