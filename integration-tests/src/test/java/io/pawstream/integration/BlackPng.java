package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Small files with many black pixels, written without the memory of the pixels. */
final class BlackPng {

    /** Color types of PNG. */
    static final int GREY = 0;

    static final int RGB_ALPHA = 6;

    private BlackPng() {}

    static byte[] of(int width, int height, int colorType, int depth) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) depth).put((byte) colorType);
        int rowBytes = width * (colorType == GREY ? 1 : 4) * depth / 8;
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(rows, new Deflater(Deflater.BEST_COMPRESSION))) {
            for (int row = 0; row < height; row++) {
                deflater.write(new byte[1 + rowBytes]);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        png.write(chunk("IHDR", header.array()));
        png.write(chunk("IDAT", rows.toByteArray()));
        png.write(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        chunk.put(type.getBytes(US_ASCII)).put(data);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) checksum.getValue()).array();
    }
}
