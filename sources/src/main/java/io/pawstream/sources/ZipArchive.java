package io.pawstream.sources;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Random access to the bytes of a zip archive. Thread-safe; interrupting a reader does not close the file. */
final class ZipArchive implements Closeable {

    private final RandomAccessFile file;
    private final long length;

    /**
     * Opens the file.
     *
     * @throws IOException if the file cannot be opened
     */
    ZipArchive(Path path) throws IOException {
        length = Files.size(path);
        file = new RandomAccessFile(path.toFile(), "r");
    }

    /** {@return the size of the file in bytes} */
    long length() {
        return length;
    }

    /**
     * Reads a structure of the archive.
     *
     * @param position offset in the file
     * @param bytes number of bytes
     * @return the bytes, little-endian
     * @throws ZipException if the file does not contain these bytes
     * @throws IOException if the file cannot be read or is closed
     */
    ByteBuffer read(long position, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        if (position < 0
                || position + bytes > length
                || stream(position, bytes).readNBytes(content, 0, bytes) < bytes) {
            throw new ZipException("the archive is incomplete");
        }
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns a part of the file.
     *
     * @param position offset in the file
     * @param bytes number of bytes; the stream ends early at the end of the file
     */
    InputStream stream(long position, long bytes) {
        return new InputStream() {
            private long next = position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                int wanted = (int) Math.min(count, position + bytes - next);
                int found = wanted <= 0 ? Math.min(count, -1) : readAt(next, target, offset, wanted);
                next += Math.max(found, 0);
                return found;
            }
        };
    }

    private synchronized int readAt(long position, byte[] target, int offset, int count) throws IOException {
        if (!file.getChannel().isOpen()) {
            // For instance if a program ends while another thread reads.
            throw new IOException("the archive is closed");
        }
        file.seek(position);
        return file.read(target, offset, count);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
