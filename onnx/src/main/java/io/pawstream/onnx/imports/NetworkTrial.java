package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.imports.NetworkSession.Output;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs a foreign network and its rewritten form on the same images. */
final class NetworkTrial {

    /** Maximum difference of a probability. */
    private static final double TOLERANCE = 1e-4;

    /** The same for networks that take 16-bit floats: the last bit of a pixel may differ. */
    private static final double HALF_TOLERANCE = 2e-3;

    private final ForeignNetwork network;
    private final Settings settings;
    private final TestImages images;
    private final Path scratch;

    /**
     * Creates a trial.
     *
     * @param network the foreign network
     * @param settings how its input is computed from pixels
     * @param scratch a file to write rewritten networks to
     */
    NetworkTrial(ForeignNetwork network, Settings settings, Path scratch) {
        this.network = network;
        this.settings = settings;
        this.images = new TestImages(size());
        this.scratch = scratch;
    }

    private ImageSize size() {
        return settings.preprocessing().size();
    }

    /** {@return the number of images per run of the foreign network} */
    private int batch() {
        return Math.max(1, Math.toIntExact(network.input().batch()));
    }

    private long[] foreignShape() {
        return network.input().shape(batch(), settings.layout(), size());
    }

    private float[] foreignImage(int image) {
        return images.foreign(image, settings, network.input().type(), batch());
    }

    /**
     * Runs the foreign network.
     *
     * @return its output for the classes
     * @throws ModelException if it does not run, or has no such output
     */
    ForeignOutput output() throws ModelException {
        List<Map<String, Output>> runs = new ArrayList<>();
        Map<String, Output> again;
        try (NetworkSession session = NetworkSession.open(network.file())) {
            for (int image = 0; image < TestImages.COUNT; image++) {
                runs.add(session.run(network.input().type(), foreignImage(image), foreignShape()));
            }
            again = session.run(network.input().type(), foreignImage(0), foreignShape());
        }
        int classes = settings.classes().size();
        ForeignOutput output = ForeignOutput.choose(network, runs, batch(), classes);
        output.requireNumbers(network);
        if (!output.isFirst(ForeignOutput.choose(network, List.of(again), batch(), classes))) {
            throw new ModelException(network.file()
                    + " gives different values for the same image; export the model for evaluation, without random"
                    + " operators, in PyTorch after model.eval()");
        }
        return output;
    }

    /**
     * Returns the foreign network without its batch size.
     *
     * @throws ModelException if it does not run
     * @throws IOException if the scratch file cannot be written
     */
    ModelProto withFreeBatch() throws ModelException, IOException {
        return FreeBatch.of(network, foreignImage(0), foreignShape(), scratch);
    }

    /**
     * Compares a rewritten network with the foreign one.
     *
     * @param rewritten the rewritten network
     * @param expected the output of the foreign network
     * @param activation what makes it probabilities
     * @param batch number of images per run, which divides {@link TestImages#COUNT}
     * @return what differs; empty if they agree
     * @throws IOException if the scratch file cannot be written
     */
    Optional<String> difference(ModelProto rewritten, ForeignOutput expected, Activation activation, int... batch)
            throws IOException {
        OnnxFile.write(scratch, rewritten);
        try (NetworkSession session = NetworkSession.open(scratch)) {
            for (int count : batch) {
                Optional<String> difference = difference(session, expected, activation, count);
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        } catch (ModelException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> difference(
            NetworkSession session, ForeignOutput expected, Activation activation, int count) throws ModelException {
        for (int first = 0; first < TestImages.COUNT; first += count) {
            Optional<String> difference = difference(session, expected, activation, first, count);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> difference(
            NetworkSession session, ForeignOutput expected, Activation activation, int first, int count)
            throws ModelException {
        int classes = settings.classes().size();
        long[] shape = {count, size().height(), size().width(), 3};
        FloatBuffer found = session.run(DataType.UINT8, images.pixels(first, count), shape)
                .values()
                .iterator()
                .next()
                .values();
        if (found.capacity() != count * classes) {
            return Optional.of(found.capacity() / classes + " rows for " + count + " images");
        }
        double tolerance = network.input().type() == DataType.FLOAT16 ? HALF_TOLERANCE : TOLERANCE;
        for (int image = 0; image < count; image++) {
            double[] probabilities = expected.probabilities(first + image, activation);
            for (int i = 0; i < classes; i++) {
                float actual = found.get(image * classes + i);
                if (!(Math.abs(actual - probabilities[i]) <= tolerance)) {
                    return Optional.of(String.format(
                            Locale.ROOT,
                            "probability %.5f instead of %.5f in a batch of %d images",
                            actual,
                            probabilities[i],
                            count));
                }
            }
        }
        return Optional.empty();
    }
}
