package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.FolderSource;
import io.pawstream.sources.ImageSource;
import io.pawstream.sources.drawing.Species;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderLayoutTest {

    @TempDir
    private Path directory;

    private Path flowers;

    @BeforeEach
    void create() throws IOException {
        flowers = Files.createDirectory(directory.resolve("flowers"));
    }

    /** Creates files, whose content does not matter: a layout consists of names. */
    private void write(String folder, int count) throws IOException {
        Files.createDirectories(flowers.resolve(folder));
        for (int i = 0; i < count; i++) {
            Files.writeString(flowers.resolve(folder).resolve(i + ".jpg"), folder + i);
        }
    }

    private ImageLayout layout() throws IOException {
        return ImageLayout.of(new FolderSource(flowers));
    }

    /** The images of the source with their labels, as a scan would list them. */
    private List<Sample> samples() throws IOException {
        ImageLayout layout = layout();
        ImageSource source = layout.labeled(new FolderSource(flowers));
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            String name = source.get(i).name();
            int label = source.get(i).label().map(layout.classes()::indexOf).orElse(-1);
            if (label >= 0) {
                samples.add(new Sample(name, label, name, 10, 10, i));
            }
        }
        return samples;
    }

    private Splits split() throws IOException {
        return layout().split(samples(), layout().sizes(samples(), null, null, null), 1);
    }

    private static long count(List<Sample> split, int label) {
        return split.stream().filter(sample -> sample.label() == label).count();
    }

    private void assertRejected(String message) {
        assertThatThrownBy(this::layout).isInstanceOf(IOException.class).hasMessage(message);
    }

    @Test
    void foldersAreClassesInTheOrderOfTheirNames() throws IOException {
        write("tulip", 30);
        write("Rose", 50);
        write("daisy", 20);
        assertThat(layout().classes()).containsExactly("Rose", "daisy", "tulip");
        assertThat(layout().filter()).isEqualTo(FileFilter.DECODABLE);
    }

    @Test
    void withoutFoldersOfSplitsEachClassIsDividedInTheSameWay() throws IOException {
        write("rose", 200);
        write("tulip", 30);
        write("daisy", 70);
        Splits splits = split();
        assertThat(splits.train()).hasSize(240);
        assertThat(List.of(count(splits.validation(), 0), count(splits.validation(), 1), count(splits.validation(), 2)))
                .containsExactly(7L, 20L, 3L);
        assertThat(List.of(count(splits.test(), 0), count(splits.test(), 1), count(splits.test(), 2)))
                .containsExactly(7L, 20L, 3L);
        assertThat(split()).isEqualTo(splits);
        assertThat(layout().split(samples(), layout().sizes(samples(), null, null, null), 2))
                .isNotEqualTo(splits);
    }

    @Test
    void requestedSizesReplaceTheDefaults() throws IOException {
        write("rose", 50);
        write("tulip", 50);
        assertThat(layout().sizes(samples(), null, 20, null)).isEqualTo(new SplitSizes(70, 20, 10));
        assertThat(layout().sizes(samples(), 30, null, null)).isEqualTo(new SplitSizes(30, 10, 10));
        SplitSizes sizes = new SplitSizes(30, 20, 10);
        Splits splits = layout().split(samples(), sizes, 1);
        assertThat(count(splits.train(), 0)).isEqualTo(15);
        assertThat(splits.validation()).hasSize(20);
        assertThatThrownBy(() -> layout().split(samples(), new SplitSizes(80, 20, 10), 1))
                .hasMessageContaining("not enough images for the splits: 100, needed: 110");
    }

    @Test
    void twoImagesAreNotEnough() throws IOException {
        write("rose", 1);
        write("tulip", 1);
        assertThatThrownBy(() -> layout().sizes(samples(), null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not enough images for the splits: 2; add images");
    }

    @ParameterizedTest
    @CsvSource({"val", "valid", "validation", "Validation"})
    void foldersOfSplitsAreUsedAsTheyAre(String validation) throws IOException {
        write("train/rose", 12);
        write("train/tulip", 7);
        write(validation + "/rose", 5);
        write(validation + "/tulip", 1);
        write("test/rose", 2);
        write("test/tulip", 9);
        assertThat(layout().classes()).containsExactly("rose", "tulip");
        Splits splits = split();
        assertThat(splits.train()).hasSize(19).allMatch(sample -> sample.name().startsWith("flowers/train/"));
        assertThat(splits.validation()).hasSize(6).allMatch(sample -> sample.name()
                .startsWith("flowers/" + validation + "/"));
        assertThat(splits.test()).hasSize(11);
        assertThat(count(splits.test(), 1)).isEqualTo(9);
    }

    @Test
    void aMissingSplitIsTakenFromTheTrainingImages() throws IOException {
        write("train/rose", 40);
        write("train/tulip", 40);
        write("test/rose", 5);
        write("test/tulip", 5);
        write("test", 3);
        Splits splits = split();
        assertThat(splits.train()).hasSize(72);
        assertThat(splits.validation()).hasSize(8);
        assertThat(count(splits.validation(), 0)).isEqualTo(4);
        assertThat(splits.test()).hasSize(10);
    }

    @Test
    void otherFilesBesideTheClassesHaveNoLabel() throws IOException {
        write("rose", 5);
        write("tulip", 5);
        write("", 2);
        Files.writeString(flowers.resolve("labels.csv"), "");
        Files.writeString(flowers.resolve("rose/notes.txt"), "");
        assertThat(layout().classes()).containsExactly("rose", "tulip");
        assertThat(samples()).hasSize(11).noneMatch(sample -> sample.name().startsWith("flowers/0"));
    }

    @Test
    void foldersAboveAllClassesDoNotMatter() throws IOException {
        write("data/images/rose", 5);
        write("data/images/tulip", 5);
        Files.createDirectories(flowers.resolve("data/lists"));
        Files.writeString(flowers.resolve("data/lists/all.txt"), "");
        assertThat(layout().classes()).containsExactly("rose", "tulip");
    }

    @Test
    void thePublishedArchiveAndDrawnImagesHaveTheRulesOfTheExercise() throws IOException {
        write("PetImages/Dog", 60);
        write("PetImages/Cat", 60);
        assertThat(layout().classes()).containsExactly("cat", "dog");
        assertThat(layout().filter()).isEqualTo(FileFilter.JFIF);
        assertThat(layout().sizes(samplesOfExercise(), null, null, null)).isEqualTo(new SplitSizes(80, 20, 20));
        assertThat(ImageLayout.of(new DrawnSource(1)).filter()).isEqualTo(FileFilter.JFIF);
        assertThat(ImageLayout.of(new DrawnSource(1, List.of(Species.values()))).classes())
                .containsExactly("cat", "dog", "fox");
    }

    private static List<Sample> samplesOfExercise() {
        return IntStream.range(0, 120)
                .mapToObj(i -> new Sample("PetImages/Cat/" + i, i % 2, "" + i, 1, 1, i))
                .toList();
    }

    @Test
    void oneClassIsRejected() throws IOException {
        write("rose", 5);
        assertRejected("found only one class, the folder flowers/rose; at least 2 are needed: put the images of each"
                + " class into a folder named after it, and pass the folder that contains these folders with --data");
    }

    @Test
    void imagesWithoutFoldersAreOneClass() throws IOException {
        write("", 5);
        assertThatThrownBy(this::layout).hasMessageStartingWith("found only one class, the folder flowers; at least 2");
    }

    @Test
    void anEmptyClassIsRejected() throws IOException {
        write("rose", 5);
        Files.createDirectory(flowers.resolve("tulip"));
        assertRejected("the class folder flowers/tulip has no images; add images to it, or delete it");
        write("daisy", 5);
        Files.writeString(flowers.resolve("tulip/list.txt"), "");
        assertRejected("the class folder flowers/tulip has no images; add images to it, or delete it");
    }

    @Test
    void foldersThatCannotNameAClassAreRejected() throws IOException {
        String rule = " cannot be that of a class: a class name must have 1 to 200 characters, not only spaces, and no"
                + " control characters or line separators; rename the folder";
        write("rose", 5);
        write("tu\tlip", 5);
        assertRejected("the name of the class folder \"tu\\u0009lip\"" + rule);
        Files.move(flowers.resolve("tu\tlip"), flowers.resolve("t".repeat(201)));
        assertRejected("the name of the class folder \"" + "t".repeat(40) + "...\"" + rule);
    }

    @Test
    void nestedFoldersAreRejected() throws IOException {
        write("rose", 5);
        write("tulip/red", 5);
        assertRejected("flowers/tulip/red/0.jpg is in a folder within the class folder flowers/tulip; move the images"
                + " of each class directly into its folder, or pass the folder that contains the class folders with"
                + " --data");
    }

    @Test
    void nestedFoldersOfASplitAreRejected() throws IOException {
        write("train/rose", 5);
        write("train/tulip/red", 5);
        assertThatThrownBy(this::layout)
                .hasMessageStartingWith(
                        "flowers/train/tulip/red/0.jpg is in a folder within the class folder flowers/train/tulip;");
    }

    @Test
    void theFlatLayoutOfKaggleIsRejectedWithACommand() throws IOException {
        Files.createDirectories(flowers.resolve("train"));
        Files.createDirectories(flowers.resolve("test1"));
        for (int i = 0; i < 4; i++) {
            Files.writeString(flowers.resolve("train/rose." + i + ".jpg"), "");
            Files.writeString(flowers.resolve("train/tulip." + i + ".jpg"), "");
            Files.writeString(flowers.resolve("test1/" + i + ".jpg"), "");
        }
        assertRejected("flowers/train/rose.0.jpg is in no class folder; the file names begin with 2 classes, so put"
                + " each class into a folder of its own. In the folder flowers/train, run: mkdir rose tulip && mv"
                + " rose.[0-9]* rose/ && mv tulip.[0-9]* tulip/");
    }
}
