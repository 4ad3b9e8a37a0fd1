package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedBinsTest {

    @Test
    void fewClassesHaveABinEach() {
        MergedBins bins = new MergedBins(List.of(500, 300, 20, 180));
        assertThat(bins.size()).isEqualTo(4);
        assertThat(IntStream.range(0, 4).map(bins::of).distinct()).hasSize(4);
        assertThat(bins.expected()[bins.of(2)]).isEqualTo(20);
    }

    @Test
    void rareClassesShareABin() {
        MergedBins bins = new MergedBins(List.of(600, 4, 390, 5, 1));
        assertThat(bins.size()).isEqualTo(3);
        assertThat(bins.of(1)).isEqualTo(bins.of(3)).isEqualTo(bins.of(4));
        assertThat(bins.expected()[bins.of(1)]).isEqualTo(10);
    }

    /** Otherwise a model whose test has no image of a class could not drift. */
    @Test
    void twoClassesAreNeverMerged() {
        assertThat(new MergedBins(List.of(100, 0)).size()).isEqualTo(2);
        assertThat(new MergedBins(List.of(50, 0, 0)).size()).isEqualTo(2);
    }

    /** Otherwise chance alone would look like a drift. */
    @ParameterizedTest
    @CsvSource({"50, 3", "100, 5", "1000, 17", "2000, 20"})
    void fewTestImagesHaveFewBins(int images, int bins) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(20, images / 20));
        counts.set(0, counts.get(0) + images % 20);
        assertThat(new MergedBins(counts).size()).isEqualTo(bins);
    }

    @Test
    void aHundredThousandClassesHaveTwentyBinsOfSimilarSize() {
        MergedBins bins = new MergedBins(Collections.nCopies(100_000, 1));
        assertThat(bins.size()).isEqualTo(MergedBins.MOST);
        assertThat(Arrays.stream(bins.expected()).sum()).isEqualTo(100_000);
        assertThat(Arrays.stream(bins.expected()).max().getAsLong()).isLessThan(10_000);
    }
}
