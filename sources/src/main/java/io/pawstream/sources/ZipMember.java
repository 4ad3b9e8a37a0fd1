package io.pawstream.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A file in a zip archive, as its entry in the central directory describes it. */
final class ZipMember {

    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_HEADER = 30;

    private static final int BUFFER = 1 << 13;

    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private static final int ENCRYPTED = 1;
    private static final int NAME_IN_UTF_8 = 1 << 11;

    private static final int ZIP64_EXTRA = 0x0001;
    private static final int UNICODE_PATH_EXTRA = 0x7075;
    private static final long IN_ZIP64_EXTRA = 0xFFFF_FFFFL;

    private static final int UNIX = 3;
    private static final int UNIX_FILE_TYPE = 0xF000;
    private static final int UNIX_LINK = 0xA000;

    private final byte[] rawName;
    private final int flags;
    private final int method;
    private final long crc;
    private final boolean isLink;
    private @Nullable String unicodeName;
    private long compressedBytes;
    private long bytes;
    private long position;

    /**
     * Parses an entry.
     *
     * @param directory the central directory, at the start of an entry; its position moves to the next one
     * @throws java.nio.BufferUnderflowException if the entry is incomplete
     */
    ZipMember(ByteBuffer directory) {
        int start = directory.position();
        flags = directory.getShort(start + 8);
        method = Short.toUnsignedInt(directory.getShort(start + 10));
        crc = Integer.toUnsignedLong(directory.getInt(start + 16));
        compressedBytes = Integer.toUnsignedLong(directory.getInt(start + 20));
        bytes = Integer.toUnsignedLong(directory.getInt(start + 24));
        isLink = directory.get(start + 5) == UNIX && (directory.getShort(start + 40) & UNIX_FILE_TYPE) == UNIX_LINK;
        position = Integer.toUnsignedLong(directory.getInt(start + 42));
        rawName = new byte[Short.toUnsignedInt(directory.getShort(start + 28))];
        byte[] extra = new byte[Short.toUnsignedInt(directory.getShort(start + 30))];
        int comment = Short.toUnsignedInt(directory.getShort(start + 32));
        directory.position(start + ZipDirectory.ENTRY);
        directory.get(rawName).get(extra);
        readExtra(ByteBuffer.wrap(extra).order(directory.order()));
        directory.position(Math.min(directory.position() + comment, directory.limit()));
    }

    private void readExtra(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            ByteBuffer field = extra.slice(extra.position(), length).order(extra.order());
            extra.position(extra.position() + length);
            if (id == ZIP64_EXTRA) {
                bytes = zip64(bytes, field);
                compressedBytes = zip64(compressedBytes, field);
                position = zip64(position, field);
            } else if (id == UNICODE_PATH_EXTRA) {
                unicodeName = unicodePath(field);
            }
        }
    }

    private static long zip64(long value, ByteBuffer field) {
        return value == IN_ZIP64_EXTRA && field.remaining() >= Long.BYTES ? field.getLong() : value;
    }

    /** {@return the name in UTF-8, unless a program that ignores this field has changed the other name} */
    private @Nullable String unicodePath(ByteBuffer field) {
        if (field.remaining() < 5 || field.get() != 1 || Integer.toUnsignedLong(field.getInt()) != crc(rawName)) {
            return null;
        }
        return UTF_8.decode(field).toString();
    }

    /** {@return the bytes of the name} */
    byte[] rawName() {
        return rawName;
    }

    /** {@return the name, if the archive states that it is in UTF-8; otherwise its character set is unknown} */
    @Nullable
    String unicodeName() {
        return (flags & NAME_IN_UTF_8) != 0 ? new String(rawName, UTF_8) : unicodeName;
    }

    /** {@return whether this is a symbolic link, whose content is the path of its target} */
    boolean isLink() {
        return isLink;
    }

    /** {@return the size in bytes, decompressed} */
    long bytes() {
        return bytes;
    }

    /**
     * Decompresses the file, whose size must be at most {@link Integer#MAX_VALUE}.
     *
     * @param archive the archive
     * @param start offset of the archive in its file
     * @return the content
     * @throws IOException if the content is damaged, encrypted or compressed by an unsupported method
     */
    byte[] read(ZipArchive archive, long start) throws IOException {
        if ((flags & ENCRYPTED) != 0) {
            throw new ZipException("it is encrypted");
        }
        if (method != STORED && method != DEFLATED) {
            throw new ZipException("its compression method is " + method + "; only deflate and stored are supported");
        }
        try {
            byte[] content = content(archive, start + position);
            if (crc(content) != crc) {
                throw new ZipException("wrong checksum");
            }
            return content;
        } catch (ZipException | EOFException e) {
            throw new IOException("its entry in the archive is damaged: " + e.getMessage(), e);
        }
    }

    private byte[] content(ZipArchive archive, long header) throws IOException {
        ByteBuffer local = archive.read(header, LOCAL_HEADER);
        if (local.getInt(0) != LOCAL_SIGNATURE) {
            throw new ZipException("no entry at its position");
        }
        int names = Short.toUnsignedInt(local.getShort(26)) + Short.toUnsignedInt(local.getShort(28));
        InputStream data = archive.stream(header + LOCAL_HEADER + names, compressedBytes);
        if (method == STORED) {
            return content(data);
        }
        Inflater inflater = new Inflater(true);
        try {
            return content(new InflaterInputStream(data, inflater, BUFFER));
        } finally {
            inflater.end();
        }
    }

    private byte[] content(InputStream in) throws IOException {
        byte[] content = new byte[(int) bytes];
        if (in.readNBytes(content, 0, content.length) < content.length || in.read() >= 0) {
            throw new ZipException("wrong size");
        }
        return content;
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }
}
