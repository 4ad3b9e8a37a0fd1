package io.pawstream.onnx.evaluation;

import ai.djl.engine.Engine;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.vision.CacheDirectory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A classifier that also returns the features of images: the input of its last layer. It computes on the calling thread.
 */
public final class FeatureNetwork implements AutoCloseable {

    static {
        CacheDirectory.useForNativeLibraries();
        // DJL must create the environment, which is shared by the process.
        Engine.getEngine("OnnxRuntime");
    }

    private static final Set<String> LAYERS = Set.of("Gemm", "MatMul");
    private static final TypeProto FLOATS = TypeProto.newBuilder()
            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()))
            .build();

    private final Path onnx;
    private final ImageSize size;
    private final OrtSession session;
    private final @Nullable String features;
    private final String probabilities;
    private final int featureCount;

    /**
     * The outputs for some images, a row per image.
     *
     * @param features the input of the last layer; empty if the network has no dense layer
     * @param probabilities probability of each class, 0 to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    public record Output(float[] features, float[] probabilities) {}

    private FeatureNetwork(Path onnx, ImageSize size, int classes) throws ModelException, IOException {
        this.onnx = onnx;
        this.size = size;
        ModelProto model = read(onnx);
        features = lastInput(model.getGraph());
        probabilities = model.getGraph().getOutput(0).getName();
        ModelProto.Builder open = model.toBuilder();
        if (features != null) {
            open.getGraphBuilder()
                    .addOutput(ValueInfoProto.newBuilder().setName(features).setType(FLOATS));
        }
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(open.build().toByteArray(), options);
        } catch (OrtException e) {
            throw new ModelException("cannot load " + onnx + " as an ONNX model: " + e.getMessage(), e);
        }
        Output black = run(ByteBuffer.allocateDirect(size.bytes()), 1);
        if (black.probabilities.length != classes) {
            throw new ModelException(
                    onnx + " has " + black.probabilities.length + " classes; " + classes + " are required");
        }
        featureCount = black.features.length;
    }

    private static ModelProto read(Path onnx) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(onnx))) {
            return ModelProto.parseFrom(in);
        }
    }

    private static @Nullable String lastInput(GraphProto graph) {
        List<NodeProto> nodes = graph.getNodeList();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (LAYERS.contains(nodes.get(i).getOpType())) {
                return nodes.get(i).getInput(0);
            }
        }
        return null;
    }

    /**
     * Loads a network.
     *
     * @param onnx an ONNX file
     * @param size size of the images that it takes
     * @param classes number of its classes
     * @return the network
     * @throws ModelException if it cannot be loaded, does not take such images, or has other classes
     */
    public static FeatureNetwork load(Path onnx, ImageSize size, int classes) throws ModelException {
        try {
            return new FeatureNetwork(onnx, size, classes);
        } catch (IOException e) {
            throw new ModelException("cannot load " + onnx + " as an ONNX model: " + e.getMessage(), e);
        }
    }

    /** {@return the number of features of an image; 0 if the network has no dense layer} */
    public int features() {
        return featureCount;
    }

    /**
     * Classifies images.
     *
     * @param images direct buffer with {@code count} images from index 0: uint8 [count, height, width, 3], RGB
     * @param count number of images, at least 1
     * @return the outputs
     * @throws ModelException if the network fails
     */
    public Output run(ByteBuffer images, int count) throws ModelException {
        String input = session.getInputNames().iterator().next();
        long[] shape = {count, size.height(), size.width(), 3};
        ByteBuffer batch = images.slice(0, count * size.bytes());
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), batch, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return new Output(values(result, features), values(result, probabilities));
        } catch (OrtException e) {
            throw new ModelException("inference of " + onnx + " failed: " + e.getMessage(), e);
        }
    }

    private static float[] values(OrtSession.Result result, @Nullable String name) {
        if (name == null) {
            return new float[0];
        }
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        float[] values = new float[tensor.getFloatBuffer().remaining()];
        tensor.getFloatBuffer().get(values);
        return values;
    }

    @Override
    public void close() throws ModelException {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("cannot close " + onnx + ": " + e.getMessage(), e);
        }
    }
}
