package io.pawstream.vision.inference;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.vision.CacheDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A network in memory. All classifiers of a model share its weights. Each thread needs its own {@link Classifier}.
 *
 * <pre>{@code
 * try (OnnxModel model = OnnxModel.load(Path.of("models/model3/model.onnx"), new ImageSize(150, 150), 2);
 *         Classifier classifier = model.newClassifier()) {
 *     float[] catAndDog = classifier.probabilities(pixels, 1);
 * }
 * }</pre>
 */
public final class OnnxModel implements AutoCloseable {

    static {
        CacheDirectory.useForNativeLibraries();
        EnvironmentReference.take();
    }

    private final Model model;
    private final ImageSize size;
    private final int classes;

    private OnnxModel(Model model, ImageSize size, int classes) {
        this.model = model;
        this.size = size;
        this.classes = classes;
    }

    /**
     * Loads a network and runs it on one black image.
     *
     * @param onnx path of {@code model.onnx}
     * @param size size of the images that the network takes
     * @param classes number of classes, at least 2
     * @return the model; close it when all its classifiers are closed
     * @throws ModelException if the network cannot be loaded, keeps weights in another file, or does not map {@code
     *     uint8 [N, height, width, 3]} to probabilities, {@code float32 [N, classes]}
     */
    public static OnnxModel load(Path onnx, ImageSize size, int classes) throws ModelException {
        return load(onnx, size, classes, InferenceDevice.CPU);
    }

    /**
     * The same, on a device.
     *
     * @param onnx path of {@code model.onnx}
     * @param size size of the images that the network takes
     * @param classes number of classes, at least 2
     * @param device where the network runs
     * @return the model; close it when all its classifiers are closed
     * @throws ModelException as in {@link #load(Path, ImageSize, int)}, or if the device cannot be used
     */
    public static OnnxModel load(Path onnx, ImageSize size, int classes, InferenceDevice device) throws ModelException {
        requireComplete(onnx);
        Model model = Model.newInstance(onnx.getFileName().toString(), device.device(), "OnnxRuntime");
        try (SessionOptions options = new SessionOptions()) {
            // The calling thread computes: batches run in parallel in several classifiers, not within one.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            model.load(
                    onnx.toAbsolutePath().getParent(),
                    onnx.getFileName().toString(),
                    Map.of("sessionOptions", options));
            OnnxModel loaded = new OnnxModel(model, size, classes);
            loaded.runOnce(onnx);
            return loaded;
        } catch (ModelException e) {
            model.close();
            throw e;
        } catch (IOException | MalformedModelException | OrtException | RuntimeException | OutOfMemoryError e) {
            model.close();
            throw new ModelException("cannot load " + onnx + " as an ONNX model: " + rootMessage(e), e);
        }
    }

    /** The SHA-256 of a model covers only {@code model.onnx}, so another file could change unnoticed. */
    private static void requireComplete(Path onnx) throws ModelException {
        try {
            Optional<String> location = ExternalData.location(onnx);
            if (location.isPresent()) {
                throw new ModelException(onnx + " keeps weights in the external file \"" + location.get()
                        + "\", which its SHA-256 does not cover; export the model as one file");
            }
        } catch (IOException e) {
            throw new ModelException("cannot load " + onnx + " as an ONNX model: " + e, e);
        }
    }

    private void runOnce(Path onnx) throws ModelException {
        try (Classifier classifier = newClassifier()) {
            classifier.probabilities(ByteBuffer.allocateDirect(size.bytes()), 1);
        } catch (InferenceException e) {
            throw new ModelException(
                    onnx + " must map uint8 [N, " + size.height() + ", " + size.width()
                            + ", 3] to probabilities, float32 [N, " + classes + "]: " + e.getMessage(),
                    e);
        }
    }

    /** {@return the size of the images that the network takes} */
    public ImageSize size() {
        return size;
    }

    /** {@return the number of classes} */
    public int classes() {
        return classes;
    }

    /** {@return a new classifier for one thread; close it before the model} */
    public Classifier newClassifier() {
        return new Classifier(model, size, classes);
    }

    @Override
    public void close() {
        model.close();
    }

    static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
