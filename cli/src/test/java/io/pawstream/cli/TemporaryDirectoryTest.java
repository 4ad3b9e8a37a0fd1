package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void aWritableDirectoryIsUsableAndStaysEmpty() throws IOException {
        assertThatCode(() -> TemporaryDirectory.requireUsable(directory)).doesNotThrowAnyException();
        assertThat(directory).isEmptyDirectory();
        assertThatCode(TemporaryDirectory::requireUsable).doesNotThrowAnyException();
    }

    @Test
    void aMissingDirectoryIsNamed() throws IOException {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> TemporaryDirectory.requireUsable(missing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(missing + " does not exist; set another one")
                .hasMessageContaining("-Djava.io.tmpdir=");
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> TemporaryDirectory.requireUsable(file)).hasMessageContaining(file.toString());
    }

    @Test
    void aDirectoryWithoutWritePermissionIsNamed() throws IOException {
        // The kernel owns the directory, so that even root cannot write to it.
        Path kernel = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(kernel));
        assertThatThrownBy(() -> TemporaryDirectory.requireUsable(kernel))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(kernel + " is not writable");
    }

    @Test
    void aDirectoryOnAFileSystemWithoutExecutionIsNamed() throws IOException {
        Path mount = noexecMount().orElse(null);
        assumeTrue(mount != null, "no writable file system is mounted with noexec");
        assertThatThrownBy(() -> TemporaryDirectory.requireUsable(mount))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(mount + " does not permit native libraries");
    }

    private static Optional<Path> noexecMount() throws IOException {
        Path mounts = Path.of("/proc/mounts");
        if (!Files.isReadable(mounts)) {
            return Optional.empty();
        }
        return Files.readAllLines(mounts).stream()
                .map(line -> line.split(" "))
                .filter(mount -> mount[2].equals("tmpfs")
                        && Arrays.asList(mount[3].split(",")).containsAll(Arrays.asList("rw", "noexec")))
                .map(mount -> Path.of(mount[1]))
                .filter(path -> Files.isDirectory(path) && Files.isWritable(path))
                .findFirst();
    }
}
