package io.pawstream.onnx.evaluation;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageScan;
import io.pawstream.onnx.dataset.SkippedFiles;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * The predictions of a model for the images of a source. Images are classified as they are read, so memory holds one
 * batch per thread.
 *
 * @param predictions predictions for the usable images, in the order of the source
 * @param skipped the skipped files
 */
public record SourcePredictions(List<LabeledPrediction> predictions, SkippedFiles skipped) {

    private static final int BATCH_SIZE = 16;

    /**
     * Reads and classifies images.
     *
     * @param model the network
     * @param card the card of the model
     * @param source the images
     * @param indices indices of the files to read, ascending
     * @param threads number of threads that decode and classify, at least 1
     * @param progress receives the number of files done, from any thread
     * @return the predictions
     * @throws IOException if the label of an image is no class, or the network fails
     */
    public static SourcePredictions of(
            OnnxModel model, ModelCard card, ImageSource source, int[] indices, int threads, IntConsumer progress)
            throws IOException {
        int batchSize = card.maxBatch() == null ? BATCH_SIZE : Math.min(BATCH_SIZE, card.maxBatch());
        LabeledPrediction[] predictions = new LabeledPrediction[indices.length];
        SkippedFiles skipped = new ImageScan(card.preprocessing(), card.classes(), threads, progress)
                .run(
                        source,
                        indices,
                        FileFilter.DECODABLE,
                        () -> new ClassifyingVisitor(model, batchSize, indices, predictions));
        return new SourcePredictions(
                Arrays.stream(predictions).filter(Objects::nonNull).toList(), skipped);
    }

    private static final class ClassifyingVisitor implements ImageScan.Visitor {
        private final int batchSize;
        private final int classes;
        private final int[] indices;
        private final LabeledPrediction[] predictions;
        private final ImageSize inputSize;
        private final Classifier classifier;
        private final ByteBuffer batch;
        private final List<Pending> pending = new ArrayList<>();

        private record Pending(int index, String name, int label) {}

        ClassifyingVisitor(OnnxModel model, int batchSize, int[] indices, LabeledPrediction[] predictions) {
            this.batchSize = batchSize;
            this.classes = model.classes();
            this.indices = indices;
            this.predictions = predictions;
            this.inputSize = model.size();
            this.classifier = model.newClassifier();
            this.batch = ByteBuffer.allocateDirect(batchSize * inputSize.bytes());
        }

        @Override
        public ByteBuffer target() {
            return batch.slice(pending.size() * inputSize.bytes(), inputSize.bytes());
        }

        @Override
        public void decoded(int index, String name, int label, String contentSha256, Decoded size) throws IOException {
            pending.add(new Pending(index, name, label));
            if (pending.size() == batchSize) {
                classify();
            }
        }

        private void classify() throws IOException {
            float[] probabilities = probabilities();
            for (int i = 0; i < pending.size(); i++) {
                Pending image = pending.get(i);
                // Each element belongs to one thread.
                predictions[Arrays.binarySearch(indices, image.index)] = LabeledPrediction.of(
                        image.name, image.label, FloatBuffer.wrap(probabilities, i * classes, classes));
            }
            pending.clear();
        }

        private float[] probabilities() throws IOException {
            try {
                return classifier.probabilities(batch, pending.size());
            } catch (InferenceException e) {
                throw new IOException(
                        "inference failed on a batch that ends with " + pending.get(pending.size() - 1).name + ": "
                                + e.getMessage(),
                        e);
            }
        }

        @Override
        public void close() throws IOException {
            try (classifier) {
                if (!pending.isEmpty()) {
                    classify();
                }
            }
        }
    }
}
