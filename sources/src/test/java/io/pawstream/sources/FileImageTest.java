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
        "PetImages/Cats/1.jpg, cat",
        "a/DOG/1.jpg, dog",
        "dogs/1.jpg, dog",
        "cats/set1/0.jpg, cat",
        "dogs/cats/set1/large/0.jpg, cat",
        "Dog/cat.1.jpg, dog"
    })
    void theLabelIsTheNearestFolderThatNamesAClass(String name, String label) {
        assertThat(image(name).label()).contains(label);
    }

    @ParameterizedTest
    @CsvSource({
        "train/cat.0.jpg, cat",
        "dog.12499.jpg, dog",
        "Dog_1.PNG, dog",
        "a/cats-2.jpg, cat",
        "cat7.jpg, cat",
        "dog (3).jpg, dog",
        "cat.jpg, cat"
    })
    void otherwiseItIsTheFirstWordOfTheFileName(String name, String label) {
        assertThat(image(name).label()).contains(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat",
                "catfish/1.jpg",
                "/1.jpg",
                "train/catfish.1.jpg",
                "train/my.cat.jpg",
                "doghouse.jpg",
                "cat.0/1.jpg",
                "katzen/1.jpg"
            })
    void otherNamesAreNoLabels(String name) {
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
