package io.pawstream.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.cli.Console;
import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {

    private final PixelStore store = new PixelStore(Preprocessing.stretched(new ImageSize(16, 16)));
    private PixelStore training = store;
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private Dataset read(Integer testSize, double drawnShare, long seed) throws IOException {
        try (DrawnSource source = new DrawnSource(seed)) {
            return new DatasetReader(store, training, 2, new Console(new PrintWriter(out), new PrintWriter(errors)))
                    .read(source, new DatasetSettings(FileFilter.JFIF, 40, 10, testSize, List.of(), drawnShare, seed));
        }
    }

    @Test
    void imagesAreDividedAndSummarized() throws IOException {
        Dataset dataset = read(20, 0, 3);
        assertThat(dataset.sizes()).isEqualTo(new SplitSizes(40, 10, 20));
        assertThat(dataset.splits().train()).hasSize(40);
        assertThat(dataset.summary().test().total()).isEqualTo(20);
        assertThat(dataset.training())
                .isEqualTo(new LabeledImages(store, dataset.splits().train()));
        assertThat(dataset.describe()).containsOnlyKeys("train", "validation", "test");
        assertThat(out.toString())
                .contains("70 images, 0 files skipped")
                .contains("splits: 40 train, 10 validation, 20 test");
        assertThat(errors.toString()).contains("warning: only 40 images to train on");
    }

    @Test
    void drawnImagesAreAddedToTheTrainingSplitOnly() throws IOException {
        Dataset dataset = read(20, 0.25, 3);
        assertThat(dataset.additions()).hasSize(1);
        List<Sample> drawn = dataset.additions().get(0).images();
        assertThat(drawn).hasSize(10);
        assertThat(dataset.training().samples()).hasSize(50).containsAll(drawn);
        assertThat(dataset.validation())
                .isEqualTo(new LabeledImages(store, dataset.splits().validation()));
        assertThat(dataset.describe()).containsKey("drawn");
        assertThat(dataset.splits().train())
                .extracting(Sample::contentSha256)
                .doesNotContainAnyElementsOf(
                        drawn.stream().map(Sample::contentSha256).toList());
    }

    /** Writes drawn cats and dogs into a folder per class, and returns the files. */
    private static List<Path> write(Path folder, long seed, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DrawnSource source = new DrawnSource(seed)) {
            for (int i = 0; i < count; i++) {
                SourceImage image = source.get(i);
                Path file = folder.resolve(image.label().orElseThrow()).resolve(seed + "-" + i + ".jpg");
                Files.createDirectories(file.getParent());
                files.add(Files.write(file, image.read()));
            }
        }
        return files;
    }

    private Dataset read(Path data, List<String> more, double drawnShare) throws IOException {
        try (ImageSource source = ImageSource.open(data.toString(), 0)) {
            return new DatasetReader(store, training, 2, new Console(new PrintWriter(out), new PrintWriter(errors)))
                    .read(source, new DatasetSettings(null, 20, 10, 10, more, drawnShare, 3));
        }
    }

    private static void copy(Path root, Sample image, Path folder) throws IOException {
        Path target = folder.resolve(image.label() == 0 ? "cat" : "dog").resolve("copy of " + image.slot() + ".jpg");
        Files.copy(root.resolveSibling(image.name()), target);
    }

    @Test
    void moreDataIsAddedToTheTrainingSplitWithoutImagesOfTheSplits(@TempDir Path temporary) throws IOException {
        Path data = temporary.resolve("data");
        write(data, 1, 40);
        Dataset alone = read(data, List.of(), 0);
        Path first = temporary.resolve("first");
        Path second = temporary.resolve("second");
        write(first, 2, 12);
        write(second, 2, 15);
        copy(data, alone.splits().validation().get(0), first);
        copy(data, alone.splits().test().get(0), first);
        copy(data, alone.splits().test().get(1), first);
        copy(data, alone.splits().train().get(0), first);

        Dataset dataset = read(data, List.of(first.toString(), second.toString()), 0.5);
        assertThat(dataset.splits().train())
                .extracting(Sample::name)
                .isEqualTo(alone.splits().train().stream().map(Sample::name).toList());
        assertThat(Splits.describe(dataset.splits().validation()))
                .isEqualTo(Splits.describe(alone.splits().validation()));
        assertThat(Splits.describe(dataset.splits().test()))
                .isEqualTo(Splits.describe(alone.splits().test()));
        // The second folder begins with the images of the first one. The drawn images are half of 20 + 12 + 3.
        assertThat(dataset.describe())
                .containsOnlyKeys("train", "validation", "test", "more-data first", "more-data second", "drawn");
        assertThat(dataset.additions())
                .extracting(addition -> addition.images().size())
                .containsExactly(12, 3, 18);
        assertThat(dataset.training().samples()).hasSize(53);
        // The store has the first dataset, too. Each source may leave one slot unused for each of its two threads.
        assertThat(dataset.training().samples())
                .as("the pixels of dropped images are not stored")
                .extracting(Sample::slot)
                .allSatisfy(slot -> assertThat(slot).isLessThan(2 * 40 + 12 + 3 + 18 + 4 * 2));
        assertThat(dataset.training().samples())
                .extracting(Sample::contentSha256)
                .doesNotHaveDuplicates();
        assertThat(out.toString())
                .contains(
                        "12 images of first added, 4 dropped: 3 are in the validation or test split, 1 in the training split")
                .contains(
                        "3 images of second added, 12 dropped: 0 are in the validation or test split, 12 in the training split");
    }

    @Test
    void moreDataMustHaveTheSameClassesAndDistinctNames(@TempDir Path temporary) throws IOException {
        Path data = temporary.resolve("data");
        write(data, 1, 40);
        Path foxes = temporary.resolve("foxes");
        Path file = write(foxes, 2, 2).get(0);
        Files.move(file.getParent(), foxes.resolve("fox"));
        assertThatThrownBy(() -> read(data, List.of(foxes.toString()), 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fox");
        assertThatThrownBy(() -> read(data, List.of("a/more.zip", "b/more.zip"), 0))
                .hasMessage("--more-data has two sources with the name \"more.zip\", under which model cards list them;"
                        + " rename one of them");
        assertThatThrownBy(() -> read(data, List.of("drawn"), 0))
                .hasMessage(
                        "--more-data is \"drawn\"; it must be a directory, a zip file or \"published\", and --drawn-share adds drawn"
                                + " images");
        assertThatThrownBy(() -> read(data, List.of("no-such-folder"), 0))
                .hasMessageContaining("no images at \"no-such-folder\"");
    }

    @Test
    void imagesToTrainOnMayBeLargerThanThoseOfTheNetwork() throws IOException {
        List<String> names = names(read(20, 0.25, 3));
        training = new PixelStore(Preprocessing.stretched(new ImageSize(24, 24)));
        Dataset dataset = read(20, 0.25, 3);
        assertThat(names(dataset)).isEqualTo(names);
        assertThat(dataset.training().store()).isSameAs(training);
        assertThat(dataset.validation().store()).isSameAs(store);
        PixelStore again = new PixelStore(training.preprocessing());
        for (Sample image : List.of(
                dataset.training().samples().get(0),
                dataset.training().samples().get(49))) {
            long seed = image.equals(dataset.training().samples().get(0)) ? 3 : Dataset.drawnSeed(3);
            try (DrawnSource source = new DrawnSource(seed)) {
                int index = 0;
                while (!source.get(index).name().equals(image.name())) {
                    index++;
                }
                Sample alone = new ImageLoader(again, List.of("cat", "dog"), 1, done -> {})
                        .load(source, new int[] {index}, FileFilter.DECODABLE)
                        .samples()
                        .get(0);
                assertThat(training.pixels(image.slot())).isEqualTo(again.pixels(alone.slot()));
                assertThat(image.label()).isEqualTo(alone.label());
            }
        }
    }

    private static List<String> names(Dataset dataset) {
        return dataset.training().samples().stream().map(Sample::name).toList();
    }

    @Test
    void theSeedDeterminesTheSplits() throws IOException {
        assertThat(read(20, 0, 3).describe()).isEqualTo(read(20, 0, 3).describe());
        assertThat(read(20, 0, 4).describe()).isNotEqualTo(read(20, 0, 3).describe());
    }

    @Test
    void anInvalidSizeIsReported() {
        assertThatThrownBy(() -> read(0, 0, 3))
                .isInstanceOf(IOException.class)
                .hasMessage("split sizes are 40, 10 and 0; each must be at least 1");
    }
}
