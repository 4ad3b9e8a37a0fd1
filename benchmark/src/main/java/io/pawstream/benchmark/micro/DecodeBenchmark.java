package io.pawstream.benchmark.micro;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.sources.DrawnSource;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decodes and resizes drawn images of various sizes and formats to 150x150 pixels, on one thread. The score is
 * images/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {

    private static final int IMAGES = 64;
    private static final ImageSize SIZE = new ImageSize(150, 150);

    private final ImageDecoder decoder = new ImageDecoder(Preprocessing.stretched(SIZE), DecodeLimits.DEFAULT);
    private final ByteBuffer pixels = ByteBuffer.allocateDirect(SIZE.bytes());
    private final byte[][] images = new byte[IMAGES][];
    private int next;

    /**
     * Draws the images.
     *
     * @throws IOException if an image cannot be drawn
     */
    @Setup
    public void draw() throws IOException {
        try (DrawnSource drawn = new DrawnSource(1)) {
            for (int i = 0; i < IMAGES; i++) {
                images[i] = drawn.get(i).read();
            }
        }
    }

    /**
     * Decodes and resizes one image.
     *
     * @return the result, so that the JVM cannot remove the call
     */
    @Benchmark
    public DecodeResult decode() {
        next = (next + 1) % IMAGES;
        return decoder.decode(images[next], pixels.clear());
    }
}
