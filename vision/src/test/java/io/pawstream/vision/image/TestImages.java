package io.pawstream.vision.image;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Draws and encodes images, and reads decoded pixels. */
final class TestImages {

    private TestImages() {}

    /** Left half red, right half blue, lower quarter green, with gradients, so that no row is uniform. */
    static BufferedImage flag(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, new Color(200, 20, 20), 0, height, new Color(240, 60, 60)));
        g.fillRect(0, 0, width / 2, height);
        g.setPaint(new GradientPaint(0, 0, new Color(20, 20, 200), 0, height, new Color(60, 60, 240)));
        g.fillRect(width / 2, 0, width - width / 2, height);
        g.setPaint(new GradientPaint(0, 0, new Color(20, 200, 20), width, 0, new Color(60, 240, 60)));
        g.fillRect(0, height * 3 / 4, width, height - height * 3 / 4);
        g.dispose();
        return image;
    }

    static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }

    static byte[] flag(int width, int height, String format) throws IOException {
        int type = format.equals("gif") ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB;
        return encode(flag(width, height, type), format);
    }

    /** Returns red, green and blue of a pixel, 0 to 255. */
    static int[] pixel(ByteBuffer rgb, int width, int x, int y) {
        int at = (y * width + x) * 3;
        return new int[] {rgb.get(at) & 0xFF, rgb.get(at + 1) & 0xFF, rgb.get(at + 2) & 0xFF};
    }

    /** Writes the right checksum of the PNG chunk at an offset. */
    static void fixChecksum(byte[] png, int at) {
        ByteBuffer file = ByteBuffer.wrap(png);
        CRC32 checksum = new CRC32();
        checksum.update(png, at + 4, 4 + file.getInt(at));
        file.putInt(at + 8 + file.getInt(at), (int) checksum.getValue());
    }

    /** Inserts a chunk eXIf with an orientation after the header of a PNG. */
    static byte[] withOrientation(byte[] png, int orientation) {
        int header = 33;
        int length = 26;
        ByteBuffer out = ByteBuffer.allocate(png.length + 12 + length);
        out.put(png, 0, header).putInt(length).putInt(0x65584966);
        // TIFF, big-endian, with one directory of one entry: tag, type SHORT, one value.
        out.putInt(0x4D4D002A).putInt(8).putShort((short) 1);
        out.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        out.putInt(0).putInt(0).put(png, header, png.length - header);
        fixChecksum(out.array(), header);
        return out.array();
    }
}
