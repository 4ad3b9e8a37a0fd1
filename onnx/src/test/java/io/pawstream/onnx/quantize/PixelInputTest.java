package io.pawstream.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelInputTest {

    private final OnnxGraph source = new OnnxGraph("test", WeightStorage.FLOAT);
    private final String input = source.input("images", OnnxGraph.UINT8, -1, 4, 4, 3);

    private String cast() {
        String planes = source.node("Transpose", List.of(input));
        return source.node("Cast", List.of(planes));
    }

    private String then(String operator, String value, float constant) {
        return source.node(operator, List.of(value, source.floats(new float[] {constant})));
    }

    private PixelInput find() {
        return PixelInput.of(new FloatGraph(source.build()));
    }

    @Test
    void withoutScalingPixelsAreUnchanged() {
        String value = cast();
        source.node("Conv", List.of(value, source.floats(new float[] {1}, 1, 1, 1, 1)));
        assertThat(find().value()).isEqualTo(value);
        assertThat(find().scale()).isEqualTo(1);
        assertThat(find().offset()).isZero();
        assertThat(find().parameters()).isEqualTo(new QuantizationParameters(1, 0));
        assertThat(find().residual()).isZero();
    }

    @Test
    void scalesAndOffsetsAreCombinedInTheirOrder() {
        // 3 * (2 * (x + 1) + 4) = 6 x + 18
        String value = then("Mul", then("Add", then("Mul", then("Add", cast(), 1), 2), 4), 3);
        source.node("Relu", List.of(value));
        PixelInput pixels = find();
        assertThat(pixels.value()).isEqualTo(value);
        assertThat(pixels.scale()).isEqualTo(6);
        assertThat(pixels.offset()).isEqualTo(18);
        assertThat(pixels.operators()).hasSize(5).contains(value);
    }

    @Test
    void scalingEndsWhereAValueIsUsedTwice() {
        String cast = cast();
        String scaled = then("Mul", cast, 2);
        then("Add", scaled, 1);
        source.node("Relu", List.of(scaled));
        assertThat(find().value()).isEqualTo(scaled);
    }

    @Test
    void aProductOfTwoValuesIsNotScaling() {
        String cast = cast();
        source.node("Mul", List.of(cast, source.input("other", OnnxGraph.FLOAT, -1)));
        assertThat(find().value()).isEqualTo(cast);
    }

    @ParameterizedTest
    @CsvSource({"0.00784314, -1, 127.5", "0.00392157, 0, 0", "1, -300, 255", "1, 7, 0"})
    void theZeroPointIsTheNearestPixelThatRepresentsZero(float scale, float offset, float pixel) {
        PixelInput pixels = new PixelInput("planes", "value", scale, offset, Set.of());
        QuantizationParameters parameters = pixels.parameters();
        assertThat((float) parameters.zeroPoint()).isCloseTo(pixel, within(0.5001f));
        for (int x : new int[] {0, 100, 255}) {
            float represented = scale * (x - parameters.zeroPoint()) + pixels.residual();
            assertThat(represented).isCloseTo(scale * x + offset, within(1e-4f));
        }
    }

    @Test
    void otherBeginningsAreRejected() {
        source.node("Cast", List.of(input));
        assertThatThrownBy(this::find)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value images is not used by Transpose alone; only graphs exported by Pawstream can be"
                        + " quantized");
    }

    @Test
    void transposedPixelsMustBeCastAndNothingElse() {
        String planes = source.node("Transpose", List.of(input));
        source.node("Cast", List.of(planes));
        source.node("Relu", List.of(planes));
        assertThatThrownBy(this::find).hasMessageContaining("value " + planes + " is not used by Cast alone");
    }
}
