package io.pawstream.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final ImageSize SIZE = new ImageSize(5, 4);

    private final OnnxGraph graph = new OnnxGraph("test", WeightStorage.FLOAT);
    private final String input = graph.input("images", OnnxGraph.UINT8, -1, SIZE.height(), SIZE.width(), 3);

    /** Images of one value each, 0 to {@code count - 1}; more than one batch for more than 8. */
    private static List<ByteBuffer> images(int count) {
        return IntStream.range(0, count)
                .mapToObj(value -> {
                    ByteBuffer image = ByteBuffer.allocateDirect(SIZE.bytes());
                    while (image.hasRemaining()) {
                        image.put((byte) value);
                    }
                    return image.flip();
                })
                .toList();
    }

    private String scaled(String operator, String value, float constant) {
        return graph.node(operator, List.of(value, graph.floats(new float[] {constant})));
    }

    @Test
    void rangesAreMeasuredOnAllImages() throws ModelException {
        String cast = graph.node("Cast", List.of(input), OnnxGraph.integer("to", OnnxGraph.FLOAT));
        String positive = scaled("Mul", cast, 0.5f);
        String negative = scaled("Mul", cast, -2);
        String both = scaled("Add", positive, -4);
        graph.output(graph.node("Add", List.of(negative, both)), "out", OnnxGraph.FLOAT, -1);
        Map<String, QuantizationParameters> ranges =
                new Calibration(SIZE, images(20), 2).ranges(graph.build(), Set.of(positive, negative, both));
        assertThat(ranges).containsOnlyKeys(positive, negative, both);
        assertThat(ranges.get(positive).low()).isZero();
        assertThat(ranges.get(positive).high()).isCloseTo(9.5f, within(0.3f));
        assertThat(ranges.get(negative).low()).isCloseTo(-38, within(1f));
        assertThat(ranges.get(negative).high()).isZero();
        assertThat(ranges.get(both).low()).isCloseTo(-4, within(0.3f));
        assertThat(ranges.get(both).high()).isCloseTo(5.5f, within(0.3f));
    }

    @Test
    void theImagesKeepTheirPositions() throws ModelException {
        List<ByteBuffer> images = images(3);
        String cast = graph.node("Cast", List.of(input), OnnxGraph.integer("to", OnnxGraph.FLOAT));
        graph.output(cast, "out", OnnxGraph.FLOAT, -1, SIZE.height(), SIZE.width(), 3);
        new Calibration(SIZE, images, 1).ranges(graph.build(), Set.of(cast));
        assertThat(images).allSatisfy(image -> assertThat(image.remaining()).isEqualTo(SIZE.bytes()));
    }

    @Test
    void aGraphThatDoesNotRunIsAnError() {
        String unknown = graph.node("NoSuchOperator", List.of(input));
        graph.output(unknown, "out", OnnxGraph.FLOAT, -1);
        assertThatThrownBy(() -> new Calibration(SIZE, images(1), 1).ranges(graph.build(), Set.of(unknown)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("cannot calibrate the network: ")
                .hasMessageContaining("NoSuchOperator");
    }
}
