package io.pawstream.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloatGraphTest {

    private final OnnxGraph source = new OnnxGraph("test", WeightStorage.FLOAT);
    private String input;

    @BeforeEach
    void declareInput() {
        input = source.input("images", OnnxGraph.UINT8, -1, 4, 4, 3);
    }

    private FloatGraph graph() {
        return new FloatGraph(source.build());
    }

    @Test
    void nodesDependOnTheImages() {
        String constant = source.node("Cast", List.of(source.bytes(new byte[] {1, 2}, 2)));
        String cast = source.node("Cast", List.of(input));
        source.node("Mul", List.of(cast, constant));
        assertThat(graph().nodes()).extracting(NodeProto::getOpType).containsExactly("Cast", "Mul");
        assertThat(graph().isConstant(constant)).isTrue();
        assertThat(graph().isConstant(cast)).isFalse();
        assertThat(graph().isConstant(input)).isFalse();
    }

    @Test
    void consumersAreAllUsesOfAValue() {
        String cast = source.node("Cast", List.of(input));
        source.node("Relu", List.of(cast));
        assertThat(graph().isOnlyUsedBy(cast, "Relu")).isTrue();
        assertThat(graph().isOnlyUsedBy(cast, "Sigmoid")).isFalse();
        source.node("Add", List.of(cast, cast));
        assertThat(graph().consumers(cast)).extracting(NodeProto::getOpType).contains("Relu", "Add");
        assertThat(graph().isOnlyUsedBy(cast, "Relu")).isFalse();
        assertThat(graph().consumers("unused")).isEmpty();
    }

    @Test
    void aKernelInEightBitsIsScaledByRow() {
        String integers = source.bytes(new byte[] {1, -2, 3, 4, 5, -6}, 2, 3);
        String cast = source.node("Cast", List.of(integers));
        String kernel = source.node("Mul", List.of(cast, source.floats(new float[] {0.5f, 2}, 2, 1)));
        FloatGraph graph = graph();
        assertThat(graph.shape(kernel)).containsExactly(2, 3);
        assertThat(graph.floats(kernel)).containsExactly(0.5f, -1, 1.5f, 8, 10, -12);
        assertThat(graph.floats(cast)).containsExactly(1, -2, 3, 4, 5, -6);
    }

    @Test
    void shapesAreSixtyFourBitIntegers() {
        String shape = source.integers(-1, 960);
        String floats = source.floats(new float[] {1}, 1);
        FloatGraph graph = graph();
        assertThat(graph.isShape(shape)).isTrue();
        assertThat(graph.integers(shape)).containsExactly(-1, 960);
        assertThat(graph.isShape(floats)).isFalse();
        assertThat(graph.isShape(input)).isFalse();
    }

    @Test
    void constantsOfOtherOperatorsAreNotSupported() {
        String negated = source.node("Neg", List.of(source.floats(new float[] {1}, 1)));
        assertThatThrownBy(() -> graph().floats(negated))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("constant " + negated + " is the output of Neg; supported: Cast, Mul");
        assertThatThrownBy(() -> graph().shape(input)).hasMessageContaining("value images is not a constant");
    }
}
