package io.pawstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryDiskTest {

    private static final byte[] DATA = new byte[1 << 16];

    @TempDir
    Path directory;

    @Test
    void aFullDiskHasNoSpaceUntilThereIsRoomAgain() throws IOException {
        try (MemoryDisk disk = mount()) {
            Path file = disk.path().resolve("file");
            Files.write(file, DATA);
            disk.fill();
            assertThatIOException()
                    .isThrownBy(() -> Files.write(disk.path().resolve("another"), DATA))
                    .withMessageContaining("No space left on device");
            disk.makeRoom();
            Files.write(disk.path().resolve("another"), DATA);
            assertThat(file).hasBinaryContent(DATA);
            assertThat(directory).as("outside the namespace of the disk").isEmptyDirectory();
        }
    }

    private MemoryDisk mount() {
        try {
            return MemoryDisk.mount(directory);
        } catch (IOException e) {
            return abort(e.getMessage());
        }
    }

    @Test
    void theErrorNamesWhatIsMissing() {
        assertThatIOException()
                .isThrownBy(() -> MemoryDisk.mount(directory.resolve("missing")))
                .withMessageStartingWith("cannot mount a disk in memory: ")
                .withMessageEndingWith(
                        "; this needs Linux, unshare and mount (package util-linux), and user namespaces");
    }
}
