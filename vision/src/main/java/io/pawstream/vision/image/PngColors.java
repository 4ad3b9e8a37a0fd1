package io.pawstream.vision.image;

import static io.pawstream.vision.image.RgbCanvas.blend;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Converts the samples of a PNG to RGB of 8 bits, and blends transparent pixels with black. */
final class PngColors {

    private final PngLayout layout;
    private final int channels;
    /** RGB of each palette index, already blended with black; an index without a color is black. */
    private final byte[] palette = new byte[3 * 256];
    /** The samples of the transparent color; empty if there is none. */
    private final int[] transparent;

    PngColors(PngLayout layout, @Nullable ByteBuffer colors, @Nullable ByteBuffer transparency) {
        this.layout = layout;
        this.channels = layout.channels();
        boolean hasKey = layout.colorType() == PngLayout.GREY || layout.colorType() == PngLayout.RGB;
        this.transparent = hasKey && transparency != null ? key(transparency) : new int[0];
        if (layout.colorType() == PngLayout.PALETTE && colors != null) {
            for (int i = 0; i < Math.min(palette.length, colors.limit() - colors.limit() % 3); i++) {
                int alpha = transparency != null && i / 3 < transparency.limit() ? transparency.get(i / 3) : 255;
                palette[i] = blend(colors.get(i), alpha);
            }
        }
    }

    private int[] key(ByteBuffer transparency) {
        if (transparency.limit() < 2 * channels) {
            return new int[0];
        }
        int[] key = new int[channels];
        for (int i = 0; i < channels; i++) {
            key[i] = transparency.getShort(2 * i) & ((1 << layout.depth()) - 1);
        }
        return key;
    }

    /** Converts the first pixels of a row. */
    void convert(byte[] row, int pixels, byte[] rgb) {
        if (layout.depth() == 8 && transparent.length == 0) {
            convertBytes(row, pixels, rgb);
            return;
        }
        int scale =
                layout.colorType() == PngLayout.PALETTE || layout.depth() > 8 ? 1 : 255 / ((1 << layout.depth()) - 1);
        byte[] samples = new byte[channels];
        for (int i = 0; i < pixels; i++) {
            boolean keyed = transparent.length > 0;
            for (int c = 0; c < channels; c++) {
                int sample = sample(row, i * channels + c);
                keyed = keyed && sample == transparent[c];
                samples[c] = (byte) (layout.depth() == 16 ? sample >> 8 : sample * scale);
            }
            write(samples, 0, rgb, 3 * i);
            if (keyed) {
                rgb[3 * i] = 0;
                rgb[3 * i + 1] = 0;
                rgb[3 * i + 2] = 0;
            }
        }
    }

    private void convertBytes(byte[] row, int pixels, byte[] rgb) {
        if (layout.colorType() == PngLayout.RGB) {
            System.arraycopy(row, 0, rgb, 0, 3 * pixels);
            return;
        }
        for (int i = 0; i < pixels; i++) {
            write(row, i * channels, rgb, 3 * i);
        }
    }

    /** Returns a sample as it is stored, 1 to 16 bits. */
    private int sample(byte[] row, int index) {
        int depth = layout.depth();
        if (depth == 16) {
            return (row[2 * index] & 0xFF) << 8 | (row[2 * index + 1] & 0xFF);
        }
        int bit = index * depth;
        return (row[bit >> 3] & 0xFF) >> (8 - depth - (bit & 7)) & ((1 << depth) - 1);
    }

    /** Writes the RGB of a pixel with samples of 8 bits. */
    private void write(byte[] samples, int from, byte[] rgb, int to) {
        switch (layout.colorType()) {
            case PngLayout.RGB -> System.arraycopy(samples, from, rgb, to, 3);
            case PngLayout.RGB_ALPHA -> {
                int alpha = samples[from + 3];
                rgb[to] = blend(samples[from], alpha);
                rgb[to + 1] = blend(samples[from + 1], alpha);
                rgb[to + 2] = blend(samples[from + 2], alpha);
            }
            case PngLayout.PALETTE -> System.arraycopy(palette, 3 * (samples[from] & 0xFF), rgb, to, 3);
            default -> {
                byte grey = channels == 2 ? blend(samples[from], samples[from + 1]) : samples[from];
                rgb[to] = grey;
                rgb[to + 1] = grey;
                rgb[to + 2] = grey;
            }
        }
    }
}
