package io.pawstream.vision.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;

/** Inserts segments into JPEGs that cameras and printers write. */
final class JpegEditor {

    private JpegEditor() {}

    /** Inserts orientation 6 and a thumbnail. */
    static byte[] withExif(byte[] jpeg, byte[] thumbnail) {
        ByteBuffer exif = ByteBuffer.allocate(62 + thumbnail.length);
        exif.put("Exif\0\0MM\0*".getBytes(ISO_8859_1)).putInt(8);
        exif.putShort((short) 1);
        entry(exif, 0x0112, 3, 6 << 16);
        exif.putInt(26).putShort((short) 2);
        entry(exif, 0x0201, 4, 56);
        entry(exif, 0x0202, 4, thumbnail.length);
        exif.putInt(0).put(thumbnail);
        return withSegment(jpeg, 0xE1, exif.array());
    }

    private static void entry(ByteBuffer exif, int tag, int type, int value) {
        exif.putShort((short) tag).putShort((short) type).putInt(1).putInt(value);
    }

    static byte[] withProfile(byte[] jpeg) {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        ByteBuffer data = ByteBuffer.allocate(14 + profile.length);
        return withSegment(
                jpeg,
                0xE2,
                data.put("ICC_PROFILE\0\1\1".getBytes(ISO_8859_1)).put(profile).array());
    }

    /** Declares the four channels as brightness, two color channels and black. */
    static byte[] withInks(byte[] jpeg) {
        return withSegment(jpeg, 0xEE, "Adobe\0d\0\0\0\0\2".getBytes(ISO_8859_1));
    }

    private static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + data.length);
        out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (2 + data.length));
        return out.put(data).put(jpeg, 2, jpeg.length - 2).array();
    }
}
