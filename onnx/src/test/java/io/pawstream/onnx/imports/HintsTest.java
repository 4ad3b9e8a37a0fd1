package io.pawstream.onnx.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Resize;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HintsTest {

    private static final ImageSize SIZE = new ImageSize(224, 224);

    private static Hints scale(@Nullable Double rescale, @Nullable List<Double> mean, @Nullable List<Double> std) {
        return new Hints(null, null, null, rescale, mean, std, null, null, null, null, null);
    }

    private static Settings settings(Hints hints) throws ModelException {
        return Settings.of(
                Hints.NONE
                        .withClasses(List.of("cat", "dog"))
                        .withLayout(Layout.NCHW)
                        .or(hints),
                SIZE,
                "import");
    }

    @Test
    void aStatedRescaleReplacesTheWholeScale() throws Exception {
        Settings settings = settings(scale(1.0, null, null).or(Preset.IMAGENET.hints(SIZE)));
        assertThat(settings.scale()).containsOnly(1.0);
        assertThat(settings.offset()).allMatch(summand -> summand == 0);
    }

    @Test
    void aStatedMeanNeedsItsRescale() {
        Hints mean = scale(null, List.of(127.5), null);
        assertThatThrownBy(() -> settings(mean.or(Preset.IMAGENET.hints(SIZE))))
                .hasMessageContaining("missing --rescale NUMBER [--mean NUMBERS --std NUMBERS], which");
        assertThatThrownBy(() -> settings(mean))
                .hasMessageContaining(
                        "missing --color rgb|bgr and --rescale NUMBER [--mean NUMBERS --std NUMBERS] and --resize");
    }

    @Test
    void aScaleComesFromTheFirstSourceThatHasOne() {
        Hints resize = Hints.NONE.withResize(Resize.to(SIZE), null);
        Hints hints = resize.or(Preset.KERAS.hints(SIZE)).or(Preset.IMAGENET.hints(SIZE));
        assertThat(hints.rescale()).isEqualTo(1 / 127.5);
        assertThat(hints.mean()).containsExactly(1.0);
        assertThat(hints.std()).containsExactly(1.0);
    }

    @Test
    void theScaleOfASourceFollowsTheStatedColor() {
        Hints blueFirst = Hints.NONE.withColor(ColorOrder.BGR);
        Hints hints = blueFirst.or(Preset.IMAGENET.hints(SIZE));
        assertThat(hints.color()).isEqualTo(ColorOrder.BGR);
        assertThat(hints.mean()).containsExactly(0.406, 0.456, 0.485);
        assertThat(hints.std()).containsExactly(0.225, 0.224, 0.229);
        assertThat(blueFirst.or(Preset.KERAS.hints(SIZE)).mean()).containsExactly(1.0);
        assertThat(Hints.NONE.withColor(ColorOrder.RGB).or(hints).mean()).containsExactly(0.485, 0.456, 0.406);
    }

    @Test
    void aStatedMeanIsInTheOrderOfTheEffectiveColor() {
        List<Double> mean = List.of(1.0, 2.0, 3.0);
        assertThat(scale(1.0, mean, null)
                        .withColor(ColorOrder.BGR)
                        .or(Preset.RAW.hints(SIZE))
                        .mean())
                .isEqualTo(mean);
        assertThat(scale(1.0, mean, null)
                        .or(Hints.NONE.withColor(ColorOrder.BGR))
                        .mean())
                .isEqualTo(mean);
    }

    @Test
    void aFilterThatIsNotSupportedIsNamed() {
        Hints hints = Preset.RAW.hints(SIZE).withFilter(null).withOtherFilter("the file states nearest");
        assertThatThrownBy(() -> settings(hints))
                .hasMessageStartingWith(
                        "missing --filter bilinear|bicubic, which neither the network nor a file beside it"
                                + " states (the file states nearest); for example: import --filter bilinear");
    }
}
