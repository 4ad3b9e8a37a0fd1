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
import io.pawstream.model.ModelException;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the ranges of values inside a network while it looks at images. */
final class Calibration {

    private static final int BATCH_SIZE = 8;
    private static final TypeProto FLOATS = TypeProto.newBuilder()
            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(OnnxGraph.FLOAT))
            .build();

    private final ImageSize size;
    private final List<ByteBuffer> images;
    private final int threads;

    /** What is done with the numbers of a value. */
    private interface Visitor {
        void visit(Histogram histogram, FloatBuffer values);
    }

    /**
     * A calibration.
     *
     * @param images uint8 RGB pixels, {@code size.bytes()} each
     */
    Calibration(ImageSize size, List<ByteBuffer> images, int threads) {
        this.size = size;
        this.images = List.copyOf(images);
        this.threads = threads;
    }

    /**
     * The best 8-bit ranges of values of a graph.
     *
     * @throws ModelException if the graph does not run
     */
    Map<String, Affine> ranges(GraphProto graph, Set<String> values) throws ModelException {
        GraphProto.Builder open = graph.toBuilder().clearOutput();
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (String value : values) {
            open.addOutput(ValueInfoProto.newBuilder().setName(value).setType(FLOATS));
            histograms.put(value, new Histogram());
        }
        // DJL insists on making the environment that all share.
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
            throw new ModelException("the network cannot be calibrated: " + e.getMessage(), e);
        }
        Map<String, Affine> ranges = new LinkedHashMap<>();
        histograms.forEach((value, histogram) -> ranges.put(value, histogram.best()));
        return ranges;
    }

    private void visit(OrtSession session, Map<String, Histogram> histograms, Visitor visitor) throws OrtException {
        String input = session.getInputNames().iterator().next();
        for (int start = 0; start < images.size(); start += BATCH_SIZE) {
            List<ByteBuffer> some = images.subList(start, Math.min(start + BATCH_SIZE, images.size()));
            ByteBuffer batch = ByteBuffer.allocateDirect(some.size() * size.bytes());
            some.forEach(image -> batch.put(image.duplicate()));
            long[] shape = {some.size(), size.height(), size.width(), 3};
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
