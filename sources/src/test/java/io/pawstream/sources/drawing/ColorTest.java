package io.pawstream.sources.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Color must not distinguish the species: a model would learn the color instead of the shape. */
final class ColorTest {

    private static final int PER_SPECIES = 200;

    private static final Map<Species, double[][]> COLORS = new EnumMap<>(Species.class);

    @BeforeAll
    static void draw() throws IOException {
        for (Species species : Species.values()) {
            // Different seeds for each species: equal surroundings would hide a difference.
            COLORS.put(species, colors(species, 500_000L * COLORS.size()));
        }
    }

    @ParameterizedTest
    @CsvSource({"CAT, DOG", "CAT, FOX", "DOG, FOX"})
    void twoSpeciesHaveTheSameMeanColor(Species one, Species other) {
        for (int channel = 0; channel < 3; channel++) {
            double spread = deviation(colorsOf(one), channel);
            assertThat(Math.abs(mean(colorsOf(one), channel) - mean(colorsOf(other), channel)))
                    .as("difference of the means of channel %d, whose standard deviation is %.1f", channel, spread)
                    .isLessThan(spread / 4);
        }
    }

    @ParameterizedTest
    @CsvSource({"CAT, DOG", "CAT, FOX", "DOG, FOX"})
    void noThresholdOnAChannelOrADifferenceIsMuchBetterThanChance(Species one, Species other) {
        double[][] directions = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 1}, {1, -1, 0}, {0, 1, -1}, {1, 0, -1}};
        for (double[] direction : directions) {
            assertThat(bestAccuracy(colorsOf(one), colorsOf(other), direction))
                    .as("accuracy of a threshold on %s", Arrays.toString(direction))
                    .isLessThan(0.6);
        }
    }

    private static double[][] colorsOf(Species species) {
        return Objects.requireNonNull(COLORS.get(species));
    }

    private static double bestAccuracy(double[][] ones, double[][] others, double[] direction) {
        double best = 0;
        for (double[] at : ones) {
            double threshold = dot(at, direction);
            long right = Arrays.stream(ones)
                            .filter(c -> dot(c, direction) <= threshold)
                            .count()
                    + Arrays.stream(others)
                            .filter(c -> dot(c, direction) > threshold)
                            .count();
            double accuracy = (double) right / (ones.length + others.length);
            best = Math.max(best, Math.max(accuracy, 1 - accuracy));
        }
        return best;
    }

    private static double dot(double[] color, double[] direction) {
        return color[0] * direction[0] + color[1] * direction[1] + color[2] * direction[2];
    }

    private static double[][] colors(Species species, long offset) throws IOException {
        double[][] colors = new double[PER_SPECIES][];
        for (int i = 0; i < PER_SPECIES; i++) {
            long seed = 1_000_003L * i + offset;
            colors[i] = meanColor(ImageIO.read(
                    new ByteArrayInputStream(Drawing.of(species, seed).encode())));
        }
        return colors;
    }

    private static double[] meanColor(BufferedImage image) {
        double[] sum = new double[3];
        int count = 0;
        for (int y = 0; y < image.getHeight(); y += 4) {
            for (int x = 0; x < image.getWidth(); x += 4) {
                int rgb = image.getRGB(x, y);
                sum[0] += (rgb >> 16) & 255;
                sum[1] += (rgb >> 8) & 255;
                sum[2] += rgb & 255;
                count++;
            }
        }
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    private static double mean(double[][] colors, int channel) {
        return Arrays.stream(colors).mapToDouble(c -> c[channel]).average().orElseThrow();
    }

    private static double deviation(double[][] colors, int channel) {
        double mean = mean(colors, channel);
        return Math.sqrt(Arrays.stream(colors)
                .mapToDouble(c -> (c[channel] - mean) * (c[channel] - mean))
                .average()
                .orElseThrow());
    }
}
