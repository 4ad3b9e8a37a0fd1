package io.pawstream.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileImageTest {

    @ParameterizedTest
    @CsvSource({
        "cat/1.jpg, cat",
        "PetImages/Cat/1.jpg, Cat",
        "train/golden retriever/dog.1.jpg, golden retriever",
        "dogs/poodle/1.jpg, poodle",
        "train/cat.0.jpg, train",
        "a//cat.0/1.jpg, cat.0"
    })
    void theLabelIsTheNameOfTheFolder(String name, String label) {
        assertThat(image(name).label()).contains(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat.jpg", "/1.jpg", "a//1.jpg"})
    void aFileWithoutAFolderHasNoLabel(String name) {
        assertThat(image(name).label()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".DS_Store", "a/.git/b.jpg", "__MACOSX/a.jpg", "./a.jpg"})
    void hiddenPaths(String name) {
        assertThat(FileImage.isHidden(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a/b.c/d.jpg", "MACOSX/a.jpg"})
    void visiblePaths(String name) {
        assertThat(FileImage.isHidden(name)).isFalse();
    }

    @Test
    void errorsNameTheImageAndTheReason() {
        assertThatIOException()
                .isThrownBy(
                        () -> failing(new AccessDeniedException("/secret/path")).read())
                .withMessage("cannot read a/b.jpg: access denied");
        assertThatIOException()
                .isThrownBy(() -> failing(new FileSystemException("/path")).read())
                .withMessage("cannot read a/b.jpg: java.nio.file.FileSystemException: /path");
        assertThatIOException()
                .isThrownBy(() -> failing(new FileSystemException("/path", null, "Is a directory"))
                        .read())
                .withMessage("cannot read a/b.jpg: /path: Is a directory");
    }

    @Test
    void aFileThatExceedsTheSizeLimitIsNotRead() {
        FileImage image = new FileImage("a/b.jpg", Optional.empty(), FileImage.MAX_BYTES + 1L, () -> {
            throw new AssertionError("read");
        });
        assertThatIOException()
                .isThrownBy(image::read)
                .withMessage("cannot read a/b.jpg: its size of 67108865 bytes exceeds the limit of 67108864 bytes");
    }

    private static FileImage image(String name) {
        return new FileImage(name, Optional.empty(), 0, () -> new byte[0]);
    }

    private static FileImage failing(FileSystemException e) {
        return new FileImage("a/b.jpg", Optional.empty(), 1, () -> {
            throw e;
        });
    }
}
