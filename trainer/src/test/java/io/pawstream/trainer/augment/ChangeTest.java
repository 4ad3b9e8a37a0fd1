package io.pawstream.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.trainer.network.Augmentation;
import io.pawstream.trainer.network.RandomFlip;
import io.pawstream.trainer.network.RandomLight;
import io.pawstream.trainer.network.RandomRotation;
import io.pawstream.trainer.network.RandomTranslation;
import io.pawstream.trainer.network.RandomZoom;
import java.nio.ByteBuffer;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final List<Augmentation> ALL = List.of(
            new RandomFlip(),
            new RandomRotation(0.1),
            new RandomZoom(0.5, 1.25),
            new RandomTranslation(0.2),
            new RandomLight(0.3, 0.1));

    private static DoubleSummaryStatistics of(ToDoubleFunction<Change> property) {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> Change.draw(ALL, random))
                .limit(2000)
                .mapToDouble(property)
                .summaryStatistics();
    }

    private static void assertFills(DoubleSummaryStatistics drawn, double least, double most) {
        double hair = 0.01 * (most - least);
        assertThat(drawn.getMin()).isBetween(least, least + hair);
        assertThat(drawn.getMax()).isBetween(most - hair, most);
        assertThat(drawn.getAverage()).isBetween((least + most) / 2 - 3 * hair, (least + most) / 2 + 3 * hair);
    }

    @Test
    void eachPropertyIsDrawnEvenlyFromItsRange() {
        assertFills(of(Change::radians), -0.2 * Math.PI, 0.2 * Math.PI);
        assertFills(of(Change::zoom), 0.5, 1.25);
        assertFills(of(Change::shiftX), -0.2, 0.2);
        assertFills(of(Change::shiftY), -0.2, 0.2);
        assertFills(of(Change::contrast), 0.7, 1.3);
        assertFills(of(Change::brightness), -25.5, 25.5);
        assertThat(of(change -> change.mirrored() ? 1 : 0).getAverage()).isBetween(0.45, 0.55);
    }

    @Test
    void describesItself() {
        assertThat(Change.NONE).hasToString("unchanged");
        assertThat(new Change(true, Math.toRadians(37), 1, 0, 0, 1, 0)).hasToString("mirrored, +37°");
        assertThat(new Change(false, 0, 0.8, 0.1, 0, 1.2, -5))
                .hasToString("zoom 0.80, shifted +0.10 +0.00, contrast 1.20, brightness -5");
    }

    @Test
    void aSmallerImageHasTheMeansOfTheAreas() {
        ByteBuffer source = ByteBuffer.allocateDirect(4 * 4 * 3);
        for (int i = 0; i < source.capacity(); i++) {
            source.put(i, (byte) (3 * i));
        }
        ByteBuffer target = ByteBuffer.allocateDirect(2 * 2 * 3);
        new Downscaling(new ImageSize(4, 4), new ImageSize(2, 2)).apply(source, target);
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 2; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int first = (2 * y * 4 + 2 * x) * 3 + channel;
                    double mean = 3 * (first + first + 3 + first + 12 + first + 15) / 4.0;
                    assertThat(Byte.toUnsignedInt(target.get((y * 2 + x) * 3 + channel)))
                            .isBetween((int) Math.floor(mean), (int) Math.ceil(mean));
                }
            }
        }
    }
}
