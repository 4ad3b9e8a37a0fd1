package io.pawstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.model.Preprocessing.Decode;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {

    private static final ImageSize CROP = new ImageSize(224, 200);

    @Test
    void theJsonIsThatOfTheCard() throws Exception {
        assertThat(new ObjectMapper()
                        .writeValueAsString(
                                new Preprocessing(Decode.FULL, Resize.shortestEdge(256), Filter.BICUBIC, true, CROP)))
                .isEqualTo("{\"decode\":\"full\",\"resize\":{\"shortestEdge\":256},\"filter\":\"bicubic\","
                        + "\"antialias\":true,\"centerCrop\":{\"height\":200,\"width\":224}}");
        assertThat(new ObjectMapper()
                        .readValue(
                                "{\"decode\":\"reduced\",\"resize\":{\"height\":100,\"width\":150},"
                                        + "\"filter\":\"bilinear\",\"antialias\":false}",
                                Preprocessing.class))
                .isEqualTo(Preprocessing.stretched(new ImageSize(150, 100)));
    }

    @Test
    void theSizeIsThatOfTheCropOrOfTheResizedImage() {
        assertThat(new Preprocessing(Decode.FULL, Resize.shortestEdge(256), Filter.BILINEAR, true, CROP).size())
                .isEqualTo(CROP);
        assertThat(Preprocessing.stretched(CROP).size()).isEqualTo(CROP);
    }

    /** torchvision rounds the longer side down. */
    @ParameterizedTest
    @CsvSource({"500, 375, 341, 256", "375, 500, 256, 341", "256, 256, 256, 256", "10, 4000, 256, 102400"})
    void theShortestEdgeKeepsTheAspectRatio(int width, int height, long resizedWidth, long resizedHeight) {
        assertThat(Resize.shortestEdge(256).of(width, height)).containsExactly(resizedWidth, resizedHeight);
        assertThat(Resize.to(CROP).of(width, height)).containsExactly(224, 200);
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(Decode.FULL, Resize.shortestEdge(256), Filter.BILINEAR, true, null))
                .withMessageContaining("shortest edge to 256 without a centerCrop");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(Decode.FULL, Resize.shortestEdge(223), Filter.BILINEAR, true, CROP))
                .withMessageContaining("centerCrop is 224x200");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(Decode.FULL, Resize.to(CROP), Filter.BICUBIC, false, null))
                .withMessageContaining("\"bicubic\" without antialias");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Resize(256, 10, 10))
                .withMessageContaining("either");
        assertThatIllegalArgumentException().isThrownBy(() -> new Resize(null, 10, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resize.shortestEdge(0))
                .withMessageContaining("resize is to 0");
    }
}
