package io.pawstream.sources;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The central directory of a zip archive. {@link java.util.zip.ZipFile} refuses a whole archive because of one name
 * that is not in UTF-8, or one entry that is encrypted or compressed by an unsupported method. Here, such an entry
 * fails only if it is read.
 *
 * @param members the entries, in the order of the directory
 * @param start offset of the archive in its file: data may precede it, for instance a program that extracts it
 */
record ZipDirectory(List<ZipMember> members, long start) {

    /** Size of an entry without its name, extra field and comment, in bytes. */
    static final int ENTRY = 46;

    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END = 22;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_LOCATOR = 20;
    private static final int ZIP64_END_SIGNATURE = 0x06064b50;
    private static final int ZIP64_END = 56;

    /** Maximum size of the directory in bytes, enough for a million files. */
    private static final int MAX_DIRECTORY = 96 << 20;

    /** Where the directory is. */
    private record Location(long position, long bytes, long recordedPosition) {}

    /**
     * Reads the directory.
     *
     * @param archive the archive
     * @return the directory
     * @throws ZipException if the file is not a zip archive, or its directory is damaged
     * @throws IOException if the file cannot be read
     */
    static ZipDirectory read(ZipArchive archive) throws IOException {
        Location location = locate(archive);
        if (location.bytes > MAX_DIRECTORY) {
            throw new ZipException(
                    "its directory has " + location.bytes + " bytes, at most " + MAX_DIRECTORY + " are allowed");
        }
        ByteBuffer directory = archive.read(location.position, (int) location.bytes);
        List<ZipMember> members = new ArrayList<>();
        try {
            while (directory.remaining() >= ENTRY && directory.getInt(directory.position()) == ENTRY_SIGNATURE) {
                members.add(new ZipMember(directory));
            }
        } catch (BufferUnderflowException e) {
            throw new ZipException("its directory is damaged");
        }
        if (directory.remaining() >= ENTRY) {
            throw new ZipException("its directory is damaged");
        }
        return new ZipDirectory(members, location.position - location.recordedPosition);
    }

    private static Location locate(ZipArchive archive) throws IOException {
        int tail = (int) Math.min(archive.length(), END + MAX_COMMENT);
        long tailStart = archive.length() - tail;
        ByteBuffer bytes = archive.read(tailStart, tail);
        for (int end = tail - END; end >= 0; end--) {
            if (bytes.getInt(end) == END_SIGNATURE && isEnd(bytes, end)) {
                return location(archive, bytes, end, tailStart);
            }
        }
        throw new ZipException("it has no zip directory at its end; if it is a download, it may be incomplete");
    }

    /** {@return whether the comment ends with the file} Some programs append zeros. */
    private static boolean isEnd(ByteBuffer bytes, int end) {
        return end + END + Short.toUnsignedInt(bytes.getShort(end + 20)) <= bytes.limit();
    }

    private static Location location(ZipArchive archive, ByteBuffer tail, int end, long tailStart) throws IOException {
        int locator = end - ZIP64_LOCATOR;
        if (locator >= 0 && tail.getInt(locator) == ZIP64_LOCATOR_SIGNATURE) {
            long zip64End = tail.getLong(locator + 8);
            ByteBuffer record = archive.read(zip64End, ZIP64_END);
            if (record.getInt(0) == ZIP64_END_SIGNATURE) {
                return new Location(record.getLong(48), record.getLong(40), record.getLong(48));
            }
        }
        long bytes = Integer.toUnsignedLong(tail.getInt(end + 12));
        return new Location(tailStart + end - bytes, bytes, Integer.toUnsignedLong(tail.getInt(end + 16)));
    }
}
