package io.pawstream.vision.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    private static final int TAG = 0x0112;
    private static final int MAKE = 0x010F;

    static Stream<ByteOrder> orders() {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void readsEveryNumericTypeInBothByteOrders(ByteOrder order) {
        for (int value = 1; value <= 8; value++) {
            for (int type : new int[] {1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}) {
                ByteBuffer exif = exif(order, entry(TAG, type, 1, value));
                assertThat(Orientation.ofExif(exif)).as("type %d", type).isEqualTo(new Orientation(value));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void readsTheFirstOfSeveralValues(ByteOrder order) {
        assertThat(Orientation.ofExif(exif(order, entry(TAG, 3, 2, 6)))).isEqualTo(new Orientation(6));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void ignoresDamagedTagsBeforeIt(ByteOrder order) {
        for (int[] damaged : List.of(
                new int[] {MAKE, 2, 500, -5}, new int[] {MAKE, 2, -1, 7}, new int[] {MAKE, 99, 1, 1}, new int[] {
                    0x8769, 4, 1, -1
                })) {
            assertThat(Orientation.ofExif(exif(order, damaged, entry(TAG, 3, 1, 6))))
                    .isEqualTo(new Orientation(6));
        }
    }

    @Test
    void skipsThePrefixOfAJpegSegment() {
        ByteBuffer exif = exif(ByteOrder.BIG_ENDIAN, entry(TAG, 3, 1, 8));
        ByteBuffer prefixed = ByteBuffer.allocate(6 + exif.limit());
        prefixed.put("Exif\0\0".getBytes(ISO_8859_1)).put(exif.duplicate()).flip();
        assertThat(Orientation.ofExif(prefixed)).isEqualTo(new Orientation(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1, 65_535})
    void ignoresAnInvalidValue(int value) {
        assertThat(Orientation.ofExif(exif(ByteOrder.BIG_ENDIAN, entry(TAG, 9, 1, value))))
                .isEqualTo(Orientation.NORMAL);
    }

    @Test
    void ignoresADamagedBlock() {
        ByteBuffer exif = exif(ByteOrder.BIG_ENDIAN, entry(TAG, 3, 1, 6));
        for (int length = 0; length < 20; length++) {
            assertThat(Orientation.ofExif(exif.slice(0, length))).isEqualTo(Orientation.NORMAL);
        }
        assertThat(Orientation.ofExif(exif.putInt(4, -4))).isEqualTo(Orientation.NORMAL);
        assertThat(Orientation.ofExif(exif.putInt(4, 10_000))).isEqualTo(Orientation.NORMAL);
        assertThat(Orientation.ofExif(exif.put(0, (byte) 'X'))).isEqualTo(Orientation.NORMAL);
    }

    /** The stored rows are "ab" and "cd". */
    @ParameterizedTest
    @CsvSource({"1,abcd", "2,badc", "3,dcba", "4,cdab", "5,acbd", "6,cadb", "7,dbca", "8,bdac"})
    void turnsAMatrix(int value, String expected) {
        try (Mat stored = new Mat(2, 2, opencv_core.CV_8UC1);
                Mat turned = new Mat()) {
            stored.data().put("abcd".getBytes(ISO_8859_1));
            new Orientation(value).turn(stored, turned);
            byte[] pixels = new byte[4];
            turned.data().get(pixels);
            assertThat(new String(pixels, ISO_8859_1)).isEqualTo(expected);
        }
        assertThat(new Orientation(value).swapsSides()).isEqualTo(value > 4);
    }

    private static int[] entry(int... fields) {
        return fields;
    }

    /** Creates a block; each entry consists of tag, type, count and value or offset. */
    static ByteBuffer exif(ByteOrder order, int[]... entries) {
        ByteBuffer out = ByteBuffer.allocate(200).order(order);
        out.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(ISO_8859_1));
        out.putShort((short) 42).putInt(8).putShort((short) entries.length);
        int values = 150;
        for (int[] entry : entries) {
            out.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
            if (entry[0] != TAG) {
                out.putInt(entry[3]);
                continue;
            }
            switch (entry[1]) {
                case 1, 6, 7 -> out.put((byte) entry[3]).put(new byte[3]);
                case 3, 8 -> out.putShort((short) entry[3]).putShort((short) 0);
                case 5, 10 -> out.putInt(values).putInt(values, 2 * entry[3]).putInt(values + 4, 2);
                case 11 -> out.putFloat(entry[3]);
                case 12 -> out.putInt(values).putDouble(values, entry[3]);
                default -> out.putInt(entry[3]);
            }
        }
        return out.rewind();
    }
}
