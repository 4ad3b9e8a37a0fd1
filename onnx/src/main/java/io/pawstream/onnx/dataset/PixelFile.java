package io.pawstream.onnx.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file whose pages the system keeps in memory as long as there is room. Nothing of it stays: on POSIX systems
 * it has lost its name before it is used, so that not even a killed process leaves it; elsewhere it goes on closing.
 */
final class PixelFile implements AutoCloseable {

    private static final int ZEROS = 1 << 16;

    private final Path path;
    private final FileChannel channel;

    private PixelFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A file in the folder for temporary files, {@code java.io.tmpdir}. */
    static PixelFile create() throws IOException {
        Path path = Files.createTempFile("pawstream-pixels", ".bin");
        return new PixelFile(
                path,
                FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** A number of bytes more, at the end. */
    ByteBuffer grow(int bytes) throws IOException {
        long start = channel.size();
        try {
            // Written first: a disk that is full shows here, and not as a crash when a page is first touched.
            ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
            for (int left = bytes; left > 0; ) {
                left -= channel.write(zeros.clear().limit(Math.min(left, ZEROS)), channel.size());
            }
            return channel.map(MapMode.READ_WRITE, start, bytes);
        } catch (IOException e) {
            throw new IOException(
                    "cannot keep pixels in " + path + " behind " + start + " bytes: " + e.getMessage()
                            + "; give more memory with --pixel-memory, or another folder with"
                            + " PAWSTREAM_JAVA_OPTS=-Djava.io.tmpdir=FOLDER",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
