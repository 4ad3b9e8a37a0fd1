package io.pawstream.sources.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DrawingTest {

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void everyFormatCanBeDecoded(ImageFormat format) throws IOException {
        BufferedImage image = decode(new Drawing(Species.CAT, format, 7));

        assertThat(image.getColorModel().hasAlpha()).isEqualTo(format == ImageFormat.PNG_WITH_ALPHA);
        assertThat((long) image.getWidth() * image.getHeight()).isLessThanOrEqualTo(format.maxPixels() + 1000);
    }

    @Test
    void aCutoutHasTransparentCornersOnly() throws IOException {
        BufferedImage image = decode(new Drawing(Species.DOG, ImageFormat.PNG_WITH_ALPHA, 3));

        int right = image.getWidth() - 1;
        int bottom = image.getHeight() - 1;
        for (int corner : new int[] {
            image.getRGB(0, 0), image.getRGB(right, 0), image.getRGB(0, bottom), image.getRGB(right, bottom)
        }) {
            assertThat(corner >>> 24).isZero();
        }
        assertThat(image.getRGB(right / 2, bottom / 2) >>> 24).isEqualTo(255);
    }

    /** The animal is not part of the corners of most images, so they show the surroundings. */
    @Test
    void theSurroundingsDoNotDependOnTheSpecies() throws IOException {
        int equal = 0;
        for (int seed = 0; seed < 20; seed++) {
            BufferedImage cat = decode(new Drawing(Species.CAT, ImageFormat.BMP, seed));
            BufferedImage dog = decode(new Drawing(Species.DOG, ImageFormat.BMP, seed));
            equal += cat.getRGB(0, 0) == dog.getRGB(0, 0) ? 1 : 0;
        }
        assertThat(equal).isGreaterThan(15);
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void sizesAreWithinTheirLimits(ImageFormat format) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            Dimension size = ImageSize.random(format, random);
            assertThat(size.width).isBetween(ImageSize.MIN_SIDE, ImageSize.MAX_SIDE);
            assertThat(size.height).isBetween(ImageSize.MIN_SIDE, ImageSize.MAX_SIDE);
        }
    }

    @Test
    void noiseIsBoundedByItsStrength() {
        BufferedImage image = new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB);
        Brush brush = Brush.on(image);
        brush.fill(new Rectangle(0, 0, 50, 50), new Color(100, 250, 3));
        brush.dispose();

        Grain.apply(image, 10, 42);

        int changed = 0;
        for (int i = 0; i < 2500; i++) {
            Color color = new Color(image.getRGB(i % 50, i / 50));
            assertThat(color.getRed()).isBetween(90, 110);
            assertThat(color.getGreen()).isBetween(240, 255);
            assertThat(color.getBlue()).isBetween(0, 13);
            changed += color.getRed() == 100 ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(2000);
    }

    private static BufferedImage decode(Drawing drawing) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(drawing.encode()));
    }
}
