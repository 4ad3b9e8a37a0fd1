package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.Training;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitsTest {

    private static final SplitSizes SIZES = new SplitSizes(60, 20, 20);

    /** Images of which about a third have a twin or a triplet of the same content. */
    private static List<Sample> samples(int count, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int content = i > 0 && random.nextInt(3) == 0 ? random.nextInt(i) : i;
            samples.add(new Sample("Cat/" + i + ".jpg", i % 2, "content" + content, 40, 30, i));
        }
        return samples;
    }

    private static Set<String> contents(List<Sample> split) {
        return split.stream().map(Sample::contentSha256).collect(Collectors.toSet());
    }

    @Test
    void noContentStandsInTwoSplitsAndNoImageTwice() {
        for (int seed = 0; seed < 50; seed++) {
            Splits splits = Splits.of(samples(130, seed), SIZES, seed);
            assertThat(contents(splits.train())).doesNotContainAnyElementsOf(contents(splits.validation()));
            assertThat(contents(splits.train())).doesNotContainAnyElementsOf(contents(splits.test()));
            assertThat(contents(splits.validation())).doesNotContainAnyElementsOf(contents(splits.test()));
            List<Sample> all = Stream.of(splits.train(), splits.validation(), splits.test())
                    .flatMap(List::stream)
                    .toList();
            assertThat(all).doesNotHaveDuplicates();
        }
    }

    @Test
    void splitsHaveTheRequestedSizes() {
        for (int seed = 0; seed < 50; seed++) {
            Splits splits = Splits.of(samples(130, seed), SIZES, seed);
            assertThat(splits.train()).hasSize(60);
            assertThat(splits.validation()).hasSize(20);
            assertThat(splits.test()).hasSize(20);
        }
    }

    @Test
    void dependOnNamesAndSeedButNotOnTheOrderOfReading() {
        List<Sample> samples = samples(100, 3);
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(Splits.of(shuffled, new SplitSizes(40, 20, 20), 7))
                .isEqualTo(Splits.of(samples, new SplitSizes(40, 20, 20), 7))
                .isNotEqualTo(Splits.of(samples, new SplitSizes(40, 20, 20), 8));
    }

    @Test
    void tooFewImagesAreRejected() {
        assertThatThrownBy(() -> Splits.of(samples(99, 1), SIZES, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not enough images for the splits: 99, needed: 100");
    }

    @Test
    void fingerprintIsOfTheSortedNames() {
        List<Sample> two = List.of(new Sample("b", 0, "x", 40, 30, 0), new Sample("a", 1, "y", 40, 30, 1));
        assertThat(Splits.describe(two))
                .as("output of printf 'a\\nb\\n' | sha256sum")
                .isEqualTo(new Training.Split(2, "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2"));
    }
}
