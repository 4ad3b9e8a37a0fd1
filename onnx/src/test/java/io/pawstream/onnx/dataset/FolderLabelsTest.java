package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FolderLabelsTest {

    private static final List<String> THOUSAND =
            IntStream.range(0, 1_000).mapToObj(i -> "class " + i).toList();

    private record File(String folder, String content) implements SourceImage {

        @Override
        public String name() {
            return folder + "/1.jpg";
        }

        @Override
        public Optional<String> label() {
            return folder.isEmpty() ? Optional.empty() : Optional.of(folder);
        }

        @Override
        public byte[] read() throws IOException {
            if (content.equals("unreadable")) {
                throw new IOException(content);
            }
            return content.getBytes(StandardCharsets.UTF_8);
        }
    }

    private record Folder(List<File> files) implements ImageSource {

        @Override
        public int size() {
            return files.size();
        }

        @Override
        public SourceImage get(int index) {
            return files.get(index);
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    private static int indexOf(String folder, List<String> classes) {
        return new FolderLabels(classes).indexOf(new File(folder, "image"));
    }

    private static void require(List<String> classes, File... files) throws IOException {
        new FolderLabels(classes)
                .requireLabels(
                        new Folder(List.of(files)),
                        IntStream.range(0, files.length).toArray(),
                        bytes -> new String(bytes, StandardCharsets.UTF_8).equals("image"));
    }

    @Test
    void theSameNameIsFoundBeforeOneInAnotherCase() {
        assertThat(indexOf("dog", List.of("Dog", "dog", "DOG"))).isEqualTo(1);
        assertThat(indexOf("dOG", List.of("cat", "Dog", "dog"))).isEqualTo(1);
        assertThat(indexOf("Cat", List.of("cat", "dog"))).isZero();
        assertThat(indexOf("cats", List.of("cat", "dog"))).isEqualTo(-1);
        assertThat(indexOf("", List.of("cat", "dog"))).isEqualTo(-1);
        assertThat(indexOf("class 999", THOUSAND)).isEqualTo(999);
    }

    @Test
    void foldersThatAreNoClassAreNamedWithSomeClasses() {
        assertThatThrownBy(() -> require(THOUSAND, new File("bird", "image"), new File("class 5", "image")))
                .isInstanceOf(IOException.class)
                .hasMessage("no class of the model is named \"bird\"; its 1000 classes are \"class 0\", \"class 1\","
                        + " \"class 2\", \"class 3\", \"class 4\" and 995 more;"
                        + " name each folder of images like their class");
        File[] many = IntStream.range(0, 8)
                .mapToObj(i -> new File("folder " + i, "image"))
                .toArray(File[]::new);
        assertThatThrownBy(() -> require(List.of("cat", "dog"), many))
                .hasMessageContaining("named \"folder 0\", \"folder 1\", \"folder 2\", \"folder 3\", \"folder 4\" and 3"
                        + " more; its 2 classes are \"cat\", \"dog\";");
    }

    @Test
    void filesThatAreNoImagesMayBeAnywhere() {
        assertThatCode(() -> require(
                        List.of("cat", "dog"),
                        new File("", "image"),
                        new File("lists", "text"),
                        new File("lists", "unreadable"),
                        new File("dog", "text")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> require(List.of("cat", "dog"), new File("lists", "text"), new File("lists", "image")))
                .as("a later image of the folder")
                .hasMessageContaining("named \"lists\";");
    }
}
