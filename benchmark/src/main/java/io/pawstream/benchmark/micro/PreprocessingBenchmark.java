package io.pawstream.benchmark.micro;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Preprocessing.Decode;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import io.pawstream.sources.DrawnSource;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decodes a JPEG and brings it to 224x224 pixels as the cards of different models ask, on one thread. The score is the
 * average time per image.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PreprocessingBenchmark {

    private static final ImageSize INPUT = new ImageSize(224, 224);

    /** Size of the JPEG: a photo of the cat-and-dog archive, or one of a phone with 12 million pixels. */
    @Param({"500x375", "4000x3000"})
    public String image = "";

    /** How the image becomes pixels: the exercise's models stretch, imported models keep the aspect ratio. */
    @Param({"reduced-stretch", "full-stretch", "reduced-bilinear", "full-bilinear", "full-bicubic"})
    public String preprocessing = "";

    private final ByteBuffer pixels = ByteBuffer.allocateDirect(INPUT.bytes());
    private ImageDecoder decoder = new ImageDecoder(Preprocessing.stretched(INPUT), DecodeLimits.DEFAULT);
    private byte[] jpeg = new byte[0];

    /**
     * Draws the image and encodes it.
     *
     * @throws IOException if the image cannot be drawn
     */
    @Setup
    public void draw() throws IOException {
        Decode decode = preprocessing.startsWith("full") ? Decode.FULL : Decode.REDUCED;
        Filter filter = preprocessing.endsWith("bicubic") ? Filter.BICUBIC : Filter.BILINEAR;
        Preprocessing card = preprocessing.endsWith("stretch")
                ? new Preprocessing(decode, Resize.to(INPUT), filter, false, null)
                : new Preprocessing(decode, Resize.shortestEdge(256), filter, true, INPUT);
        decoder = new ImageDecoder(card, DecodeLimits.DEFAULT);
        String[] sides = image.split("x", 2);
        int width = Integer.parseInt(sides[0]);
        int height = Integer.parseInt(sides[1]);
        try (DrawnSource drawn = new DrawnSource(1)) {
            Image small = ImageIO.read(new ByteArrayInputStream(drawn.get(0).read()));
            BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            large.createGraphics().drawImage(small, 0, 0, width, height, null);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(large, "jpg", out);
            jpeg = out.toByteArray();
        }
    }

    /**
     * Prepares the image.
     *
     * @return the result, so that the JVM cannot remove the call
     */
    @Benchmark
    public DecodeResult prepare() {
        return decoder.decode(jpeg, pixels.clear());
    }
}
