package io.pawstream.benchmark.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ImageHostTest {

    @Test
    void eachNumberHasItsImage() throws Exception {
        try (ImageHost host = new ImageHost(number -> new byte[] {(byte) number, 7}, Duration.ofMillis(50))) {
            assertThat(host.uri(5)).isEqualTo("http://" + host.authority() + "/5");
            for (int number : new int[] {0, 5}) {
                long start = System.nanoTime();
                try (InputStream body = URI.create(host.uri(number)).toURL().openStream()) {
                    assertThat(body.readAllBytes()).containsExactly(number, 7);
                    assertThat(System.nanoTime() - start).isGreaterThan(49_000_000);
                }
            }
        }
    }
}
