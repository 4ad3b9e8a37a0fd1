package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

final class ErrorMessagesTest {

    @Test
    void aFileHasItsPathAndTheReason() {
        assertThat(ErrorMessages.of(new NoSuchFileException("a/b.zip"))).isEqualTo("a/b.zip: no such file");
        assertThat(ErrorMessages.of(new AccessDeniedException("a/b.zip"))).isEqualTo("a/b.zip: access denied");
        assertThat(ErrorMessages.of(new FileSystemException("a/b.zip", null, "No space left on device")))
                .isEqualTo("a/b.zip: No space left on device");
    }

    @Test
    void aFileWithoutAReasonHasTheKindOfError() {
        assertThat(ErrorMessages.of(new NotDirectoryException("a/b.zip")))
                .isEqualTo("java.nio.file.NotDirectoryException: a/b.zip");
    }

    @Test
    void anyOtherExceptionHasItsMessage() {
        assertThat(ErrorMessages.of(new IOException("connection reset"))).isEqualTo("connection reset");
    }

    @Test
    void anUncheckedIoExceptionHasTheMessageOfItsCause() {
        assertThat(ErrorMessages.of(new UncheckedIOException(new NoSuchFileException("a"))))
                .isEqualTo("a: no such file");
    }

    @Test
    void withoutAMessageItIsTheClass() {
        assertThat(ErrorMessages.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(ErrorMessages.of(new IOException(" "))).startsWith("java.io.IOException");
    }
}
