package io.pawstream.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.pawstream.model.ImageSize;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.quantize.Quantizer;
import io.pawstream.trainer.mobilenet.FormulaWeights;
import io.pawstream.trainer.mobilenet.MobileNetV3Large;
import io.pawstream.trainer.mobilenet.Variant;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.Pooling;
import io.pawstream.trainer.network.TrainableNetwork;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each table, with random weights, gives the same probabilities in DJL and as an ONNX file, and nearly so in 8 bits. */
class ExportAgreementTest {

    private static final ImageSize SIZE = new ImageSize(54, 47);
    private static final int COUNT = 5;

    @TempDir
    private Path directory;

    static Stream<Network> networks() {
        Network model4 = Networks.model4(FormulaWeights.network(Variant.FULL), Pooling.AVERAGE);
        return Stream.concat(
                Networks.FROM_SCRATCH.stream(),
                Stream.of(
                        model4,
                        Networks.model4(FormulaWeights.network(Variant.MINIMALISTIC), Pooling.MAX),
                        tunable(FormulaWeights.network(Variant.FULL)),
                        Networks.FROM_SCRATCH.get(0).classifying(3),
                        Networks.FROM_SCRATCH.get(3).classifying(1000),
                        model4.classifying(10)));
    }

    private static Network tunable(MobileNetV3Large base) {
        return Networks.model4(base.bottom(6), base.top(6), Pooling.AVERAGE);
    }

    private static ByteBuffer noise() {
        byte[] bytes = new byte[COUNT * SIZE.bytes()];
        new Random(3).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private float[] exported(OnnxGraph graph, int classes) throws Exception {
        Path file = directory.resolve("model.onnx");
        OnnxFile.write(file, graph, Map.of());
        try (OnnxModel model = OnnxModel.load(file, SIZE, classes);
                Classifier classifier = model.newClassifier()) {
            return classifier.probabilities(noise(), COUNT);
        }
    }

    private static List<NodeProto> convolutions(OnnxGraph graph) {
        return graph.build().getNodeList().stream()
                .filter(node -> node.getOpType().equals("Conv"))
                .toList();
    }

    /** Divides the last kernel, so that probabilities are neither 0 nor 1: there everything agrees. */
    private static void makeUndecided(TrainableNetwork network) {
        float largest = 0;
        for (float logit : logits(network, false)) {
            largest = Math.max(largest, Math.abs(logit));
        }
        List<Parameter> trained = network.trained();
        trained.get(trained.size() - 2).getArray().divi(largest);
    }

    /** {@return a row per image, computed in the simple way, which suffices for small logits} */
    private static float[] trained(TrainableNetwork network) {
        int classes = network.network().classes();
        float[] logits = logits(network, false);
        float[] rows = new float[COUNT * classes];
        for (int image = 0; image < COUNT; image++) {
            double sum = 0;
            for (int label = 0; label < classes; label++) {
                double logit = classes > 2 ? logits[image * classes + label] : label == 0 ? 0 : logits[image];
                rows[image * classes + label] = (float) Math.exp(logit);
                sum += Math.exp(logit);
            }
            for (int label = 0; label < classes; label++) {
                rows[image * classes + label] /= (float) sum;
            }
        }
        return rows;
    }

    private static float[] logits(TrainableNetwork network, boolean training) {
        try (NDManager arrays = network.manager().newSubManager()) {
            NDArray images = arrays.create(noise(), new Shape(COUNT, SIZE.height(), SIZE.width(), 3), DataType.UINT8);
            NDArray features = network.features(images);
            NDArray logits = training ? network.outputs(features).logits() : network.logits(features);
            return logits.toFloatArray();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void exportAgreesWithTheNetwork(Network network) throws Exception {
        try (TrainableNetwork trainable = new TrainableNetwork(network, SIZE, 4)) {
            // Statistics of batch normalizations other than the first ones, where there are any.
            logits(trainable, true);
            makeUndecided(trainable);
            float[] trained = trained(trainable);
            int classes = network.classes();
            OnnxGraph stored = trainable.export(WeightStorage.INT8);
            assertThat(exported(trainable.export(WeightStorage.FLOAT), classes))
                    .containsExactly(trained, Offset.offset(1e-4f));
            assertThat(exported(stored, classes)).containsExactly(trained, Offset.offset(0.05f));
            List<ByteBuffer> images = IntStream.range(0, COUNT)
                    .mapToObj(i -> noise().slice(i * SIZE.bytes(), SIZE.bytes()))
                    .toList();
            OnnxGraph quantized = Quantizer.quantize(stored.build(), SIZE, images, 1);
            assertThat(exported(quantized, classes)).containsExactly(trained, Offset.offset(0.1f));
            assertThat(convolutions(quantized))
                    .as("convolutions of 8-bit kernels")
                    .hasSameSizeAs(convolutions(stored))
                    .allMatch(node -> node.getInputList().stream().allMatch(input -> input.startsWith("dequantize")));
            assertThat(IntStream.range(0, COUNT).mapToObj(image -> trained[image * classes]))
                    .as("predictions differ between images")
                    .doesNotHaveDuplicates();
        }
    }
}
