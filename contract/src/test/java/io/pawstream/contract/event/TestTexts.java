package io.pawstream.contract.event;

import java.util.Random;

/** Random but repeatable texts: empty, long, with control characters, from any Unicode plane. */
final class TestTexts {

    private final Random random;

    TestTexts(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        int length = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(60);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> 'a' + random.nextInt(3);
                        case 1 -> random.nextInt(0x80);
                        case 2 -> random.nextInt(0xD800);
                        default -> 0xE000 + random.nextInt(0x110000 - 0xE000);
                    });
        }
        return text.toString();
    }
}
