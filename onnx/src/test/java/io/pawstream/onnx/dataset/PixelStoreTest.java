package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelStoreTest {

    private static final ImageSize SIZE = new ImageSize(8, 6);
    private static final Preprocessing PREPROCESSING = Preprocessing.stretched(SIZE);
    private static final int CHUNK_SLOTS = 256;
    private static final long CHUNK_BYTES = (long) CHUNK_SLOTS * SIZE.bytes();

    private static long bytesInFiles() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("mapped"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("pawstream-pixels"))
                    .toList();
        }
    }

    /** Takes slots and fills each with its own number. */
    private static void fill(PixelStore store, int slots) throws IOException {
        for (int i = 0; i < slots; i++) {
            int slot = store.takeSlot();
            store.pixels(slot).putInt(0, slot).put(SIZE.bytes() - 1, (byte) slot);
        }
    }

    @Test
    void imagesBeyondTheLimitLieInAFile() throws IOException {
        long before = bytesInFiles();
        try (PixelStore store = new PixelStore(PREPROCESSING, 2 * CHUNK_BYTES)) {
            fill(store, 2 * CHUNK_SLOTS);
            assertThat(bytesInFiles()).as("exactly at the limit").isEqualTo(before);
            fill(store, 1);
            assertThat(bytesInFiles()).as("one image more").isEqualTo(before + CHUNK_BYTES);
            fill(store, 2 * CHUNK_SLOTS);
            for (int slot = 0; slot < 4 * CHUNK_SLOTS + 1; slot++) {
                assertThat(store.pixels(slot).isDirect()).isTrue();
                assertThat(store.pixels(slot).capacity()).isEqualTo(SIZE.bytes());
                assertThat(store.pixels(slot).getInt(0)).isEqualTo(slot);
                assertThat(store.pixels(slot).get(SIZE.bytes() - 1)).isEqualTo((byte) slot);
            }
        }
    }

    @Test
    void aLimitBelowOneChunkPutsAllInAFile() throws IOException {
        long before = bytesInFiles();
        try (PixelStore store = new PixelStore(PREPROCESSING, CHUNK_BYTES - 1)) {
            fill(store, 1);
            assertThat(bytesInFiles()).isEqualTo(before + CHUNK_BYTES);
        }
    }

    @Test
    void theFileHasNoNameWhileItIsUsedSoThatNotEvenAKilledProcessLeavesIt() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "not a POSIX system");
        List<Path> before = files();
        try (PixelStore store = new PixelStore(PREPROCESSING, 0)) {
            fill(store, CHUNK_SLOTS + 1);
            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void closingLeavesNoFileAndNoImage() throws IOException {
        List<Path> before = files();
        PixelStore store = new PixelStore(PREPROCESSING, 0);
        fill(store, 1);
        store.close();
        assertThat(files()).isEqualTo(before);
        assertThatThrownBy(() -> store.pixels(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
