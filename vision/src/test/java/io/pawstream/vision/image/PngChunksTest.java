package io.pawstream.vision.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PngChunksTest {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    @Test
    void removesAnimationControlAndCompressedTextsAnywhere() {
        byte[] harmful = png(
                chunk("IHDR", 13),
                chunk("acTL", 8),
                chunk("zTXt", 9),
                chunk("IDAT", 5),
                chunk("iTXt", 3),
                chunk("IEND", 0));
        assertThat(PngChunks.withoutHarmfulChunks(harmful))
                .isEqualTo(png(chunk("IHDR", 13), chunk("IDAT", 5), chunk("IEND", 0)));
    }

    @Test
    void returnsOtherPngsUnchanged() {
        byte[] png = png(chunk("IHDR", 13), chunk("eXIf", 4), chunk("tEXt", 9), chunk("IDAT", 5), chunk("IEND", 0));
        assertThat(PngChunks.withoutHarmfulChunks(png)).isSameAs(png);
        byte[] cut = png(chunk("IHDR", 13), new byte[] {0x7F, -1, -1, -1, 'z', 'T', 'X', 't', 1});
        assertThat(PngChunks.withoutHarmfulChunks(cut)).isSameAs(cut);
    }

    @Test
    void findsTransparencyBeforeTheImageData() {
        byte[] before = png(chunk("IHDR", 13), chunk("tRNS", 1), chunk("IDAT", 5), chunk("IEND", 0));
        byte[] behind = png(chunk("IHDR", 13), chunk("IDAT", 5), chunk("tRNS", 1), chunk("IEND", 0));
        assertThat(PngChunks.hasTransparency(ByteBuffer.wrap(before))).isTrue();
        assertThat(PngChunks.hasTransparency(ByteBuffer.wrap(behind))).isFalse();
    }

    @Test
    void findsAChunkThatExceedsTheFile() {
        byte[] head = chunk("IHDR", 13);
        byte[] endless = {-1, -1, -1, -2, 't', 'R', 'N', 'S', 0};
        assertThat(PngChunks.pastEnd(png(head, endless))).contains(0xFFFF_FFFEL);
        assertThat(PngChunks.pastEnd(png(head, Arrays.copyOf(chunk("IDAT", 50), 30))))
                .contains(50L);
        assertThat(PngChunks.pastEnd(png(head, chunk("IDAT", 50)))).isEmpty();
        assertThat(PngChunks.pastEnd(png(head, chunk("IDAT", 50), endless))).isEmpty();
    }

    private static byte[] png(byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        for (byte[] chunk : chunks) {
            out.writeBytes(chunk);
        }
        return out.toByteArray();
    }

    private static byte[] chunk(String type, int length) {
        return ByteBuffer.allocate(12 + length)
                .putInt(length)
                .put(type.getBytes(US_ASCII))
                .array();
    }
}
