package io.pawstream.onnx.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file mapped into memory. On POSIX systems the file has no name once it is open, so a killed process
 * leaves no file behind; elsewhere it is deleted when it is closed.
 */
final class PixelFile implements AutoCloseable {

    private static final int ZEROS = 1 << 16;

    private final Path path;
    private final FileChannel channel;

    private PixelFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates a file in the directory {@code java.io.tmpdir}. */
    static PixelFile create() throws IOException {
        Path path = Files.createTempFile("pawstream-pixels", ".bin");
        return new PixelFile(
                path,
                FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /**
     * Appends bytes to the file and maps them.
     *
     * @param bytes number of bytes
     * @return the new bytes, a direct buffer
     * @throws IOException if the disk is full or the file cannot be mapped
     */
    ByteBuffer grow(int bytes) throws IOException {
        long start = channel.size();
        try {
            // Writing reports a full disk here; touching an unbacked page would crash the JVM.
            ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
            for (int left = bytes; left > 0; ) {
                left -= channel.write(zeros.clear().limit(Math.min(left, ZEROS)), channel.size());
            }
            return channel.map(MapMode.READ_WRITE, start, bytes);
        } catch (IOException e) {
            throw new IOException(
                    "cannot extend pixel file " + path + " beyond " + start + " bytes: " + e.getMessage()
                            + "; raise --pixel-memory, or set another directory with"
                            + " PAWSTREAM_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
