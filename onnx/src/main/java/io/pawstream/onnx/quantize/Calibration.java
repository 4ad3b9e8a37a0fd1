package io.pawstream.onnx.quantize;

import ai.djl.engine.Engine;
import ai.onnx.proto.OnnxMl.GraphProto;
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
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures the ranges of intermediate values of a network on images. */
final class Calibration {

    private static final int BATCH_SIZE = 8;
    private static final TypeProto FLOATS = TypeProto.newBuilder()
            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(OnnxGraph.FLOAT))
            .build();

    private final ImageSize size;
    private final List<ByteBuffer> images;
    private final int threads;

    /** Processes the elements of a value. */
    private interface Visitor {
        void visit(Histogram histogram, FloatBuffer values);
    }

    /**
     * Creates a calibration.
     *
     * @param size size of the images
     * @param images uint8 RGB pixels, {@code size.bytes()} each
     * @param threads number of threads of the network, at least 1
     */
    Calibration(ImageSize size, List<ByteBuffer> images, int threads) {
        this.size = size;
        this.images = List.copyOf(images);
        this.threads = threads;
    }

    /**
     * Returns the best 8-bit parameters of values of a graph.
     *
     * @param graph the graph, which computes in floats
     * @param values names of the values to measure
     * @return the parameters by name of the value
     * @throws ModelException if the graph does not run
     */
    Map<String, QuantizationParameters> ranges(GraphProto graph, Set<String> values) throws ModelException {
        GraphProto.Builder open = graph.toBuilder().clearOutput();
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (String value : values) {
            open.addOutput(ValueInfoProto.newBuilder().setName(value).setType(FLOATS));
            histograms.put(value, new Histogram());
        }
        // DJL must create the environment, which is shared by the process.
        Engine.getEngine("OnnxRuntime");
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            byte[] model = OnnxFile.model(open.build(), Map.of()).toByteArray();
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options)) {
                visit(session, histograms, (histogram, numbers) -> {
                    float smallest = 0;
                    float largest = 0;
                    while (numbers.hasRemaining()) {
                        float number = numbers.get();
                        smallest = Math.min(smallest, number);
                        largest = Math.max(largest, number);
                    }
                    histogram.span(smallest, largest);
                });
                visit(session, histograms, (histogram, numbers) -> {
                    while (numbers.hasRemaining()) {
                        histogram.count(numbers.get());
                    }
                });
            }
        } catch (OrtException e) {
            throw new ModelException("cannot calibrate the network: " + e.getMessage(), e);
        }
        Map<String, QuantizationParameters> ranges = new LinkedHashMap<>();
        histograms.forEach((value, histogram) -> ranges.put(value, histogram.best()));
        return ranges;
    }

    private void visit(OrtSession session, Map<String, Histogram> histograms, Visitor visitor) throws OrtException {
        String input = session.getInputNames().iterator().next();
        for (int start = 0; start < images.size(); start += BATCH_SIZE) {
            List<ByteBuffer> part = images.subList(start, Math.min(start + BATCH_SIZE, images.size()));
            ByteBuffer batch = ByteBuffer.allocateDirect(part.size() * size.bytes());
            part.forEach(image -> batch.put(image.duplicate()));
            long[] shape = {part.size(), size.height(), size.width(), 3};
            try (OnnxTensor tensor = OnnxTensor.createTensor(
                            OrtEnvironment.getEnvironment(), batch.flip(), shape, OnnxJavaType.UINT8);
                    OrtSession.Result result = session.run(Map.of(input, tensor))) {
                for (Map.Entry<String, Histogram> entry : histograms.entrySet()) {
                    OnnxTensor value = (OnnxTensor) result.get(entry.getKey()).orElseThrow();
                    visitor.visit(entry.getValue(), value.getFloatBuffer());
                }
            }
        }
    }
}
