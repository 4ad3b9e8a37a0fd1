package io.pawstream.benchmark.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.vision.image.DecodeResult;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecodeBenchmarkTest {

    @Test
    void everyImageIsDecodedAndTheyHaveVariousSizes() throws Exception {
        DecodeBenchmark benchmark = new DecodeBenchmark();
        benchmark.draw();
        Set<DecodeResult> sizes = new HashSet<>();
        for (int call = 0; call < 64; call++) {
            DecodeResult result = benchmark.decode();
            assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
            sizes.add(result);
        }
        assertThat(sizes).hasSizeGreaterThan(30);
        assertThat(benchmark.decode()).as("the first image again").isIn(sizes);
    }
}
