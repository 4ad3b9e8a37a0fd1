package io.pawstream.benchmark;

import io.pawstream.sources.DrawnSource;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.image.PictureDecoder;
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

/** Encoded bytes to 150x150 pixels, on one thread: drawn pictures of all sizes and formats in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {

    private static final int PICTURES = 64;
    private static final ImageSize SIZE = new ImageSize(150, 150);

    private final PictureDecoder decoder = new PictureDecoder(SIZE, DecodeLimits.DEFAULT);
    private final ByteBuffer pixels = ByteBuffer.allocateDirect(SIZE.bytes());
    private final byte[][] pictures = new byte[PICTURES][];
    private int next;

    /** Draws the pictures. */
    @Setup
    public void draw() throws IOException {
        try (DrawnSource drawn = new DrawnSource(1)) {
            for (int i = 0; i < PICTURES; i++) {
                pictures[i] = drawn.get(i).read();
            }
        }
    }

    /** Decodes and resizes one picture. */
    @Benchmark
    public DecodeResult decode() {
        next = (next + 1) % PICTURES;
        return decoder.decode(pictures[next], pixels.clear());
    }
}
