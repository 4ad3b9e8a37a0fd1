package io.pawstream.vision.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Edits PNGs below their checksums and compression, where a plain mutation would be detected at once. */
final class PngEditor {

    private static final int IHDR_END = 33;
    private static final int MAX_PIXEL_BYTES = 1 << 20;

    private PngEditor() {}

    /** Inserts a color profile, an EXIF orientation, texts and an unknown chunk. */
    static byte[] withAncillaryChunks(byte[] png) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, IHDR_END);
        out.writeBytes(chunk("gAMA", new byte[] {0, 0, (byte) 0xB1, (byte) 0x8F}));
        out.writeBytes(chunk(
                "iCCP",
                named(
                        "profile",
                        deflate(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData()))));
        out.writeBytes(chunk("eXIf", "MM\0*\0\0\0\b\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0".getBytes(ISO_8859_1)));
        out.writeBytes(chunk("tEXt", "Title\0An image".getBytes(ISO_8859_1)));
        out.writeBytes(chunk("zTXt", named("Comment", deflate(new byte[400]))));
        out.writeBytes(chunk("prVt", new byte[20]));
        out.write(png, IHDR_END, png.length - IHDR_END);
        return out.toByteArray();
    }

    private static byte[] named(String name, byte[] packed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((name + "\0\0").getBytes(ISO_8859_1));
        out.writeBytes(packed);
        return out.toByteArray();
    }

    /** Corrects the checksum of each chunk up to the first invalid one. */
    static byte[] withChecksums(byte[] png) {
        ByteBuffer out = ByteBuffer.wrap(png.clone());
        for (Anatomy.Part part : Anatomy.of(png).parts()) {
            if (part.length() >= 12) {
                out.putInt(part.end() - 4, checksum(png, part.start() + 4, part.length() - 8));
            }
        }
        return out.array();
    }

    /** Decompresses, changes and compresses the rows. Returns the same PNG if they cannot be decompressed. */
    static byte[] withRows(byte[] png, UnaryOperator<byte[]> change) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        int first = -1;
        int last = -1;
        for (Anatomy.Part part : Anatomy.of(png).parts()) {
            if (part.length() >= 12 && new String(png, part.start() + 4, 4, ISO_8859_1).equals("IDAT")) {
                packed.write(png, part.start() + 8, part.length() - 12);
                first = first < 0 ? part.start() : first;
                last = part.end();
            }
        }
        byte[] rows = inflate(packed.toByteArray());
        if (rows.length == 0) {
            return png;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, first);
        out.writeBytes(chunk("IDAT", deflate(change.apply(rows))));
        out.write(png, last, png.length - last);
        return out.toByteArray();
    }

    static byte[] chunk(String type, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        out.put(type.getBytes(ISO_8859_1)).put(data);
        return out.putInt(checksum(out.array(), 4, 4 + data.length)).array();
    }

    private static int checksum(byte[] bytes, int start, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, length);
        return (int) crc.getValue();
    }

    static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] inflate(byte[] packed) {
        Inflater inflater = new Inflater();
        inflater.setInput(packed);
        byte[] rows = new byte[MAX_PIXEL_BYTES];
        try {
            return Arrays.copyOf(rows, inflater.inflate(rows));
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }
}
