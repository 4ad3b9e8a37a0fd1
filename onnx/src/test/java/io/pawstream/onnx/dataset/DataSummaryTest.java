package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSummaryTest {

    private static List<Sample> samples(String name, int cats, int dogs) {
        return IntStream.range(0, cats + dogs)
                .mapToObj(i -> new Sample(name + i, i < cats ? 0 : 1, name + i, 100 + i, 50, i))
                .toList();
    }

    private static DataSummary summary(List<Sample> train, List<Sample> validation, List<Sample> test, int unused) {
        List<Sample> all = new ArrayList<>();
        List.of(train, validation, test, samples("unused", unused, 0)).forEach(all::addAll);
        SkippedFiles skipped = new SkippedFiles();
        IntStream.range(0, 7).forEach(i -> skipped.add(i + ".png", SkippedFiles.NOT_JFIF));
        return DataSummary.of(List.of("cat", "dog"), new ScanResult(all, skipped), new Splits(train, validation, test));
    }

    @Test
    void countsAndBaselineOfThePublishedSizes() {
        DataSummary summary = summary(
                samples("train", 4_653, 4_652), samples("validation", 1_163, 1_163), samples("test", 1_159, 1_167), 3);
        assertThat(summary.splits())
                .extracting(DataSummary.Split::name, DataSummary.Split::counts, DataSummary.Split::total)
                .containsExactly(
                        tuple("train", List.of(4_653, 4_652), 9_305),
                        tuple("validation", List.of(1_163, 1_163), 2_326),
                        tuple("test", List.of(1_159, 1_167), 2_326));
        assertThat(summary.unused()).isEqualTo(3);
        assertThat(summary.skipped()).containsEntry("not JFIF", 7);
        assertThat(summary.test().majority()).isEqualTo(1);
        assertThat(summary.baseline()).isEqualTo(1_167 / 2_326.0);
        assertThat(summary.warnings()).isEmpty();
    }

    @Test
    void sizesAreThoseInTheFiles() {
        DataSummary summary = summary(samples("train", 3, 2), samples("validation", 1, 1), samples("test", 1, 1), 0);
        assertThat(summary.width()).isEqualTo(new Spread(100, 101, 104));
        assertThat(summary.height()).isEqualTo(new Spread(50, 50, 50));
        assertThat(summary.megapixels().max()).isEqualTo(104 * 50 / 1e6);
    }

    @Test
    void trainingNeedsEachClassAndImagesInEachSplit() {
        List<Sample> both = samples("both", 1, 1);
        assertThat(summary(both, both, both, 0).obstacle()).isEmpty();
        assertThat(summary(samples("train", 20, 0), both, both, 0).obstacle())
                .contains("the train split has 20 images but no dog; each class needs images");
        assertThat(summary(both, List.of(), both, 6).obstacle())
                .contains("the validation split has no images, and 6 images are in no split;"
                        + " images of the same content must fit into one split together");
    }

    @Test
    void fewImagesAndSplitsOfOneClassHaveWarnings() {
        DataSummary summary = summary(samples("train", 4, 4), samples("validation", 3, 0), samples("test", 0, 1), 0);
        assertThat(summary.warnings())
                .containsExactly(
                        "only 8 images to train on; use at least a few thousand",
                        "the validation split has 3 images but no dog; its accuracy is not meaningful",
                        "the test split has 1 image but no cat; its accuracy is not meaningful",
                        "fewer than 10 images of cat (7), dog (5); their recall is not meaningful, add images");
    }

    @Test
    void aClassWithMoreThanTenTimesTheImagesOfAnotherHasAWarning() {
        List<Sample> other = samples("other", 10, 1);
        assertThat(summary(samples("train", 980, 98), other, other, 0).warnings())
                .isEmpty();
        assertThat(summary(samples("train", 981, 98), other, other, 0).warnings())
                .containsExactly(
                        "the classes are imbalanced: 1001 images of cat, 100 of dog; the model prefers frequent"
                                + " classes, so add images of the others and compare the recall of each class");
    }

    @Test
    void aClassWithFewerThanTenImagesHasAWarning() {
        List<Sample> other = samples("other", 10, 1);
        assertThat(summary(samples("train", 1_000, 8), other, other, 0).warnings())
                .doesNotContain("fewer than 10 images of dog (10); their recall is not meaningful, add images");
        assertThat(summary(samples("train", 1_000, 7), other, other, 0).warnings())
                .contains("fewer than 10 images of dog (9); their recall is not meaningful, add images");
    }

    @Test
    void aThousandImagesAreNotFew() {
        List<Sample> other = samples("other", 1, 1);
        assertThat(summary(samples("train", 500, 500), other, other, 0).warnings())
                .isEmpty();
        assertThat(summary(samples("train", 500, 499), other, other, 0).warnings())
                .hasSize(1);
    }

    @Test
    void manyClassesAreCountedAndTheFirstMissingOnesNamed() {
        List<String> classes =
                IntStream.range(0, 1_000).mapToObj(i -> "class " + i).toList();
        List<Sample> one = IntStream.range(0, 1_000)
                .mapToObj(i -> new Sample("image " + i, i, "content " + i, 10, 10, i))
                .toList();
        DataSummary summary = DataSummary.of(
                classes,
                new ScanResult(one, new SkippedFiles()),
                new Splits(one, one.subList(990, 1_000), one.subList(3, 1_000)));
        assertThat(summary.obstacle()).isEmpty();
        assertThat(summary.test().counts()).hasSize(1_000).startsWith(0, 0, 0, 1);
        assertThat(summary.test().majority()).isEqualTo(3);
        assertThat(summary.baseline()).isEqualTo(1 / 997.0);
        assertThat(summary.warnings())
                .containsExactly(
                        "the validation split has 10 images but no class 0, class 1, class 2, class 3, class 4 and 985"
                                + " other classes; its accuracy is not meaningful",
                        "the test split has 997 images but no class 0, class 1, class 2; its accuracy is not meaningful",
                        "fewer than 10 images of class 0 (1), class 1 (1), class 2 (1), class 3 (2), class 4 (2) and 995"
                                + " other classes; their recall is not meaningful, add images");
    }
}
