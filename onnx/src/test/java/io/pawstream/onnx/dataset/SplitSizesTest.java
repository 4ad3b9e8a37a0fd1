package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SplitSizesTest {

    @Test
    void aLargeArchiveHasThePublishedSizes() {
        assertThat(SplitSizes.of(13_957, null, null, null)).isEqualTo(new SplitSizes(9_305, 2_326, 2_326));
    }

    @Test
    void aSmallerArchiveIsDividedFourToOneToOne() {
        assertThat(SplitSizes.of(600, null, null, null)).isEqualTo(new SplitSizes(400, 100, 100));
        assertThat(SplitSizes.of(605, null, null, null)).isEqualTo(new SplitSizes(405, 100, 100));
    }

    @Test
    void sizesThatAreNotRequestedShareTheRest() {
        assertThat(SplitSizes.of(600, null, null, 50)).isEqualTo(new SplitSizes(440, 110, 50));
        assertThat(SplitSizes.of(600, 100, 20, 30)).isEqualTo(new SplitSizes(100, 20, 30));
    }

    @Test
    void invalidSizesAreRejected() {
        assertThatThrownBy(() -> SplitSizes.of(100, 90, 20, 20)).hasMessageContaining("100");
        assertThatThrownBy(() -> SplitSizes.of(5, null, null, null)).hasMessageContaining("--train-size");
        assertThatThrownBy(() -> SplitSizes.of(100, 0, 20, 20)).hasMessageContaining("each must be at least 1");
    }
}
