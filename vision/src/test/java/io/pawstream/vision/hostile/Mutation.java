package io.pawstream.vision.hostile;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;

/** One way to damage a file. If it does not apply to a file, some bits are flipped instead. */
enum Mutation {
    BITS {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            byte[] out = file.clone();
            for (int i = 1 + random.nextInt(12); i > 0; i--) {
                out[place(file, random)] ^= (byte) (1 << random.nextInt(8));
            }
            return out;
        }
    },
    BYTES {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            byte[] out = file.clone();
            int start = place(file, random);
            int value = BYTE_VALUES[random.nextInt(BYTE_VALUES.length)];
            for (int i = start; i < Math.min(out.length, start + 1 + random.nextInt(8)); i++) {
                out[i] = (byte) value;
            }
            return out;
        }
    },
    NUMBER {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            int bytes = random.nextBoolean() ? 2 : 4;
            int start = place(file, random);
            return start + bytes > file.length
                    ? BITS.apply(file, other, random)
                    : set(file, new Anatomy.Field(start, bytes, random.nextBoolean()), random);
        }
    },
    SIZE {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            return set(file, other, Anatomy.of(file).sizes(), random);
        }
    },
    LENGTH {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            return set(file, other, Anatomy.of(file).lengths(), random);
        }
    },
    PART_TWICE {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            List<Anatomy.Part> parts = Anatomy.of(file).parts();
            if (parts.isEmpty()) {
                return BITS.apply(file, other, random);
            }
            Anatomy.Part from = parts.get(random.nextInt(parts.size()));
            Anatomy.Part to = parts.get(random.nextInt(parts.size()));
            return join(file, 0, to.end(), file, from.start(), from.end(), file, to.end(), file.length);
        }
    },
    PART_GONE {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            List<Anatomy.Part> parts = Anatomy.of(file).parts();
            if (parts.isEmpty()) {
                return BITS.apply(file, other, random);
            }
            Anatomy.Part gone = parts.get(random.nextInt(parts.size()));
            return join(file, 0, gone.start(), file, gone.end(), file.length);
        }
    },
    PARTS_SWAPPED {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            List<Anatomy.Part> parts = Anatomy.of(file).parts();
            if (parts.size() < 2) {
                return BITS.apply(file, other, random);
            }
            int first = random.nextInt(parts.size() - 1);
            Anatomy.Part a = parts.get(first);
            Anatomy.Part b = parts.get(first + 1 + random.nextInt(parts.size() - 1 - first));
            byte[] head = join(file, 0, a.start(), file, b.start(), b.end(), file, a.end(), b.start());
            return join(head, 0, head.length, file, a.start(), a.end(), file, b.end(), file.length);
        }
    },
    CUT {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            return join(file, 0, file.length - Math.min(file.length - 1, MIN_CUT + random.nextInt(file.length)));
        }
    },
    SPLICE {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            int end = place(file, random);
            int start = random.nextBoolean() ? Math.min(end, other.length) : random.nextInt(other.length);
            return join(file, 0, end, other, start, other.length);
        }
    },
    INSERTION {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            byte[] inserted = new byte[1 + random.nextInt(64)];
            if (random.nextBoolean()) {
                random.nextBytes(inserted);
            }
            int at = place(file, random);
            return join(file, 0, at, inserted, 0, inserted.length, file, at, file.length);
        }
    },
    GAP {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            int start = place(file, random);
            int end = Math.min(file.length, start + 1 + random.nextInt(200));
            return join(file, 0, start, file, end, file.length);
        }
    },
    REPETITION {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            int start = place(file, random);
            int end = Math.min(file.length, start + 1 + random.nextInt(300));
            byte[] out = join(file, 0, end);
            for (int i = random.nextInt(40); i >= 0; i--) {
                out = join(out, 0, out.length, file, start, end);
            }
            return join(out, 0, out.length, file, end, file.length);
        }
    },
    ROWS {
        @Override
        byte[] apply(byte[] file, byte[] other, SplittableRandom random) {
            Mutation change = List.of(BITS, BYTES, GAP, REPETITION, INSERTION).get(random.nextInt(5));
            byte[] out =
                    file[0] == (byte) 0x89 ? PngEditor.withRows(file, rows -> change.apply(rows, other, random)) : file;
            return out == file ? change.apply(file, other, random) : out;
        }
    };

    /** Minimum number of bytes to remove from the end so that rows are missing. */
    static final int MIN_CUT = 64;

    private static final int HEADER = 300;
    private static final int[] BYTE_VALUES = {0x00, 0x01, 0x3F, 0x7F, 0x80, 0xC0, 0xFE, 0xFF};
    private static final int[] VALUES = {0, 1, 2, 3, 7, 8, 9, 15, 17, 255, 256, 257, 1000, 2000};
    private static final int[] EXTREMES = {
        4095, 4096, 16383, 16384, 0x7FFF, 0x8000, 65500, 0xFFFF, 0x10000, 0xFFFFFF, 0x7FFFFFFF, 0x80000000, -2, -1
    };

    /** Returns a damaged copy of a file of at least one byte; the copy has at least one byte too. */
    abstract byte[] apply(byte[] file, byte[] other, SplittableRandom random);

    /** Returns a random position; half of the time among the first bytes, which contain the headers. */
    private static int place(byte[] file, SplittableRandom random) {
        return random.nextInt(random.nextBoolean() ? file.length : Math.min(file.length, HEADER));
    }

    private static byte[] set(byte[] file, byte[] other, List<Anatomy.Field> fields, SplittableRandom random) {
        Anatomy.Field field = fields.isEmpty() ? null : fields.get(random.nextInt(fields.size()));
        return field == null || field.start() + field.bytes() > file.length
                ? BITS.apply(file, other, random)
                : set(file, field, random);
    }

    private static byte[] set(byte[] file, Anatomy.Field field, SplittableRandom random) {
        byte[] out = file.clone();
        int old = 0;
        for (int i = 0; i < field.bytes(); i++) {
            int at = field.littleEndian() ? field.start() + field.bytes() - 1 - i : field.start() + i;
            old = (old << 8) | (file[at] & 0xFF);
        }
        int value =
                switch (random.nextInt(8)) {
                    case 0, 1 -> VALUES[random.nextInt(VALUES.length)];
                    case 2 -> EXTREMES[random.nextInt(EXTREMES.length)];
                    case 3 -> old * 2;
                    case 4 -> old / 2;
                    case 5 -> random.nextInt(1000);
                    case 6 -> old ^ (1 << random.nextInt(8 * field.bytes()));
                    default -> old + random.nextInt(-8, 9);
                };
        for (int i = 0; i < field.bytes(); i++) {
            int at = field.littleEndian() ? field.start() + i : field.start() + field.bytes() - 1 - i;
            out[at] = (byte) (value >> (8 * i));
        }
        return out;
    }

    /** Concatenates ranges of arrays, given as array, start, end, array, start, end, and so on. */
    private static byte[] join(Object... ranges) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < ranges.length; i += 3) {
            int start = (int) ranges[i + 1];
            out.write((byte[]) ranges[i], start, (int) ranges[i + 2] - start);
        }
        return out.size() == 0 ? new byte[1] : out.toByteArray();
    }
}
