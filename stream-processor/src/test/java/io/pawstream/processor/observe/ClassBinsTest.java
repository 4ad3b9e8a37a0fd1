package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassBinsTest {

    @Test
    void fewClassesHaveABinEach() {
        ClassBins bins = new ClassBins(List.of(50, 30, 2, 18));
        assertThat(bins.size()).isEqualTo(4);
        assertThat(IntStream.range(0, 4).map(bins::of).distinct()).hasSize(4);
        assertThat(bins.expected()[bins.of(2)]).isEqualTo(2);
    }

    @Test
    void rareClassesShareABin() {
        ClassBins bins = new ClassBins(List.of(600, 4, 390, 5, 1));
        assertThat(bins.size()).isEqualTo(3);
        assertThat(bins.of(1)).isEqualTo(bins.of(3)).isEqualTo(bins.of(4));
        assertThat(bins.expected()[bins.of(1)]).isEqualTo(10);
    }

    /** Otherwise a model whose test has no image of a class could not drift. */
    @Test
    void twoClassesAreNeverMerged() {
        assertThat(new ClassBins(List.of(100, 0)).size()).isEqualTo(2);
        assertThat(new ClassBins(List.of(0, 0, 0)).size()).isEqualTo(2);
    }

    @Test
    void aHundredThousandClassesHaveTwentyBinsOfSimilarSize() {
        ClassBins bins = new ClassBins(Collections.nCopies(100_000, 1));
        assertThat(bins.size()).isEqualTo(ClassBins.MOST);
        assertThat(Arrays.stream(bins.expected()).sum()).isEqualTo(100_000);
        assertThat(Arrays.stream(bins.expected()).max().getAsLong()).isLessThan(10_000);
    }
}
