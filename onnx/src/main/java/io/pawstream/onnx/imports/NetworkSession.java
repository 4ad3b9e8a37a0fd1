package io.pawstream.onnx.imports;

import ai.djl.engine.Engine;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import io.pawstream.model.ModelException;
import io.pawstream.vision.CacheDirectory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network in ONNX Runtime itself, with any input and outputs. */
final class NetworkSession implements AutoCloseable {

    static {
        CacheDirectory.useForNativeLibraries();
        // DJL must create the environment, which is shared by the process.
        Engine.getEngine("OnnxRuntime");
    }

    private final Path onnx;
    private final OrtSession session;

    /**
     * An output.
     *
     * @param shape sizes of its axes
     * @param values its values, row-major
     */
    record Output(List<Long> shape, FloatBuffer values) {}

    private NetworkSession(Path onnx, OrtSession session) {
        this.onnx = onnx;
        this.session = session;
    }

    /**
     * Loads a network.
     *
     * @throws ModelException if ONNX Runtime rejects it
     */
    static NetworkSession open(Path onnx) throws ModelException {
        try (SessionOptions options = new SessionOptions()) {
            // All errors are exceptions, and some of them are expected.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            return new NetworkSession(onnx, OrtEnvironment.getEnvironment().createSession(onnx.toString(), options));
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime cannot load " + onnx + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs the network.
     *
     * @param type element type of the input
     * @param values the input, row-major; converted to {@code type}
     * @param shape sizes of the axes of the input
     * @return the outputs that are tensors of real numbers, by name
     * @throws ModelException if the network fails
     */
    Map<String, Output> run(DataType type, float[] values, long... shape) throws ModelException {
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor = tensor(type, values, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            Map<String, Output> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                if (entry.getValue() instanceof OnnxTensor output) {
                    add(outputs, entry.getKey(), output);
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime cannot run " + onnx + ": " + e.getMessage(), e);
        }
    }

    private static void add(Map<String, Output> outputs, String name, OnnxTensor output) {
        TensorInfo info = output.getInfo();
        List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
        switch (info.type) {
            case FLOAT, FLOAT16, BFLOAT16 -> outputs.put(name, new Output(shape, output.getFloatBuffer()));
            case DOUBLE -> {
                FloatBuffer floats =
                        FloatBuffer.allocate(output.getDoubleBuffer().remaining());
                for (int i = 0; i < floats.capacity(); i++) {
                    floats.put(i, (float) output.getDoubleBuffer().get(i));
                }
                outputs.put(name, new Output(shape, floats));
            }
            default -> {}
        }
    }

    private static OnnxTensor tensor(DataType type, float[] values, long... shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int bytes = type == DataType.FLOAT ? 4 : type == DataType.FLOAT16 ? 2 : type == DataType.DOUBLE ? 8 : 1;
        ByteBuffer buffer = ByteBuffer.allocateDirect(values.length * bytes).order(ByteOrder.nativeOrder());
        for (float value : values) {
            switch (type) {
                case FLOAT -> buffer.putFloat(value);
                case FLOAT16 -> buffer.putShort(Fp16Conversions.floatToFp16(value));
                case DOUBLE -> buffer.putDouble(value);
                default -> buffer.put((byte) value);
            }
        }
        OnnxJavaType javaType =
                switch (type) {
                    case FLOAT -> OnnxJavaType.FLOAT;
                    case FLOAT16 -> OnnxJavaType.FLOAT16;
                    case DOUBLE -> OnnxJavaType.DOUBLE;
                    default -> OnnxJavaType.UINT8;
                };
        return OnnxTensor.createTensor(environment, buffer.flip(), shape, javaType);
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
