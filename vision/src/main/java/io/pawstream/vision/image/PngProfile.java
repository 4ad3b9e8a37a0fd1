package io.pawstream.vision.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds the EXIF block that ImageMagick wrote into a text chunk of a PNG before the chunk eXIf existed: the keyword
 * "Raw profile type exif" or "Raw profile type APP1", then "exif", the length, and the block in hexadecimal digits.
 */
final class PngProfile {

    private static final int TEXT = 0x74455874;
    private static final int COMPRESSED_TEXT = 0x7A545874;
    private static final int INTERNATIONAL_TEXT = 0x69545874;

    private static final String KEYWORD = "Raw profile type ";

    /** The digits of an EXIF block of 64 KiB, the maximum in a JPEG, with line breaks. */
    private static final int MAX_BYTES = 150_000;

    private Orientation orientation = Orientation.NORMAL;

    /** Returns the orientation of the first block that states one; {@link Orientation#NORMAL} if there is none. */
    Orientation orientation() {
        return orientation;
    }

    /** Reads a chunk of any type. */
    void read(int type, ByteBuffer chunk) {
        boolean isText = type == TEXT || type == COMPRESSED_TEXT || type == INTERNATIONAL_TEXT;
        if (!isText || !orientation.equals(Orientation.NORMAL)) {
            return;
        }
        String keyword = text(chunk, 0, 79);
        int at = keyword.length() + 1;
        if (!(keyword.equals(KEYWORD + "exif") || keyword.equals(KEYWORD + "APP1")) || at + 2 > chunk.limit()) {
            return;
        }
        boolean compressed = type == COMPRESSED_TEXT;
        if (compressed) {
            at++;
        } else if (type == INTERNATIONAL_TEXT) {
            compressed = chunk.get(at) == 1;
            at += 2;
            at += text(chunk, at, chunk.limit()).length() + 1;
            at += text(chunk, at, chunk.limit()).length() + 1;
        }
        if (at < chunk.limit()) {
            ByteBuffer content = chunk.slice(at, chunk.limit() - at);
            orientation = ofProfile(compressed ? inflate(content) : text(content, 0, MAX_BYTES));
        }
    }

    private static Orientation ofProfile(String profile) {
        String[] parts = profile.strip().split("\\s+", 3);
        if (parts.length < 3) {
            return Orientation.NORMAL;
        }
        String digits = parts[2].replaceAll("\\s", "");
        try {
            return Orientation.ofExif(
                    ByteBuffer.wrap(HexFormat.of().parseHex(digits.substring(0, digits.length() & ~1))));
        } catch (IllegalArgumentException e) {
            return Orientation.NORMAL;
        }
    }

    private static String inflate(ByteBuffer content) {
        Inflater inflater = new Inflater();
        byte[] text = new byte[MAX_BYTES];
        try {
            inflater.setInput(content);
            return new String(text, 0, inflater.inflate(text), ISO_8859_1);
        } catch (DataFormatException e) {
            return "";
        } finally {
            inflater.end();
        }
    }

    /** Returns the text up to a zero byte, the end of the chunk or the maximum length. */
    private static String text(ByteBuffer chunk, int at, int maxBytes) {
        byte[] bytes = new byte[Math.min(maxBytes, Math.max(0, chunk.limit() - at))];
        chunk.get(Math.min(at, chunk.limit()), bytes);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, ISO_8859_1);
    }
}
