package io.pawstream.vision.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The positions of the parts of a file and of the fields that decoders trust, up to the first invalid part.
 *
 * @param parts adjacent segments, chunks or blocks in the order of the file
 * @param sizes fields with the width or height of the image, a frame or a canvas
 * @param lengths fields with a length, an offset or a count
 */
record Anatomy(List<Part> parts, List<Field> sizes, List<Field> lengths) {

    record Part(int start, int end) {

        int length() {
            return end - start;
        }
    }

    record Field(int start, int bytes, boolean littleEndian) {}

    private Anatomy() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    static Anatomy of(byte[] file) {
        Anatomy anatomy = new Anatomy();
        ByteBuffer in = ByteBuffer.wrap(file);
        try {
            switch (file[0] & 0xFF) {
                case 0xFF -> anatomy.jpeg(in);
                case 0x89 -> anatomy.png(in);
                case 'G' -> anatomy.gif(in);
                case 'B' -> anatomy.bmp(in);
                case 'R' -> anatomy.webp(in.order(ByteOrder.LITTLE_ENDIAN));
                default -> anatomy.part(0, file.length, in);
            }
        } catch (IndexOutOfBoundsException e) {
            // The file ends within a part; keep the parts before it.
        }
        return anatomy;
    }

    private int part(int start, long end, ByteBuffer in) {
        if (end <= start || end > in.limit()) {
            throw new IndexOutOfBoundsException();
        }
        parts.add(new Part(start, (int) end));
        return (int) end;
    }

    private void size(int start, int bytes, boolean littleEndian) {
        sizes.add(new Field(start, bytes, littleEndian));
    }

    private void length(int start, int bytes, boolean littleEndian) {
        lengths.add(new Field(start, bytes, littleEndian));
    }

    private void jpeg(ByteBuffer in) {
        int at = part(0, 2, in);
        while (true) {
            int marker = in.get(at + 1) & 0xFF;
            int end = at + 2 + (in.getShort(at + 2) & 0xFFFF);
            length(at + 2, 2, false);
            if (marker >= 0xC0 && marker <= 0xC2) {
                size(at + 5, 2, false);
                size(at + 7, 2, false);
            } else if (marker == 0xDD) {
                length(at + 4, 2, false);
            } else if (marker == 0xDA) {
                // Compressed data continues up to the next marker other than a restart marker.
                while (in.get(end) != -1 || in.get(end + 1) == 0 || (in.get(end + 1) & 0xF8) == 0xD0) {
                    end++;
                }
            }
            at = part(at, end, in);
        }
    }

    private void png(ByteBuffer in) {
        size(16, 4, false);
        size(20, 4, false);
        for (int at = part(0, 8, in); at < in.limit(); ) {
            if (in.getInt(at + 4) == 0x6663544C) {
                size(at + 12, 4, false);
                size(at + 16, 4, false);
            }
            length(at, 4, false);
            at = part(at, at + 12 + Integer.toUnsignedLong(in.getInt(at)), in);
        }
    }

    private void gif(ByteBuffer in) {
        size(6, 2, true);
        size(8, 2, true);
        length(10, 1, true);
        for (int at = part(0, 13 + palette(in.get(10)), in); at < in.limit(); ) {
            int end = at + 1;
            if (in.get(at) == 0x21) {
                end = blocks(at + 2, in);
            } else if (in.get(at) == 0x2C) {
                for (int field = 1; field <= 7; field += 2) {
                    size(at + field, 2, true);
                }
                length(at + 9, 1, true);
                end = at + 10 + palette(in.get(at + 9));
                length(end, 1, true);
                end = blocks(end + 1, in);
            }
            at = part(at, end, in);
        }
    }

    private static int palette(byte flags) {
        return flags < 0 ? 3 << ((flags & 7) + 1) : 0;
    }

    private int blocks(int start, ByteBuffer in) {
        int at = start;
        while (in.get(at) != 0) {
            length(at, 1, true);
            at += 1 + (in.get(at) & 0xFF);
        }
        return at + 1;
    }

    private void bmp(ByteBuffer in) {
        size(18, 4, true);
        size(22, 4, true);
        for (int field : new int[] {2, 10, 14, 30, 34, 46}) {
            length(field, 4, true);
        }
        length(28, 2, true);
        int at = part(0, 14, in);
        at = part(at, at + (in.get(14) & 0xFF), in);
        int pixels = Short.toUnsignedInt(in.order(ByteOrder.LITTLE_ENDIAN).getShort(10));
        at = pixels > at ? part(at, pixels, in) : at;
        part(at, in.limit(), in);
    }

    private void webp(ByteBuffer in) {
        length(4, 4, true);
        for (int at = part(0, 12, in); at < in.limit(); ) {
            int type = in.getInt(at);
            if (type == 0x58385056) {
                size(at + 12, 3, true);
                size(at + 15, 3, true);
            } else if (type == 0x4C385056) {
                size(at + 9, 4, true);
            } else if (type == 0x20385056) {
                size(at + 14, 2, true);
                size(at + 16, 2, true);
            }
            long bytes = Integer.toUnsignedLong(in.getInt(at + 4));
            length(at + 4, 4, true);
            at = part(at, at + 8 + bytes + (bytes & 1), in);
        }
    }
}
