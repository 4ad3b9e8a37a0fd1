package io.pawstream.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.trainer.network.Augmentation;
import io.pawstream.trainer.network.RandomFlip;
import io.pawstream.trainer.network.RandomRotation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AugmenterTest {

    private static final ImageSize SIZE = new ImageSize(16, 16);

    private final ByteBuffer source = random();

    private static ByteBuffer random() {
        byte[] bytes = new byte[SIZE.bytes()];
        new Random(1).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private ByteBuffer changed(List<Augmentation> augmentations, int epoch, int index) {
        ByteBuffer target = ByteBuffer.allocateDirect(SIZE.bytes());
        new Augmenter(augmentations, SIZE, 1).apply(source.duplicate(), target, epoch, index);
        return target.clear();
    }

    @Test
    void withoutAugmentationsAnImageIsUnchanged() {
        assertThat(changed(List.of(), 1, 0)).isEqualTo(source);
    }

    @Test
    void aboutHalfOfTheImagesAreMirrored() {
        int same = 0;
        for (int index = 0; index < 400; index++) {
            same += changed(List.of(new RandomFlip()), 1, index).equals(source) ? 1 : 0;
        }
        assertThat(same).isBetween(160, 240);
    }

    @Test
    void eachImageInEachEpochIsChangedInItsOwnWayAndAlwaysInThatWay() {
        List<Augmentation> both = List.of(new RandomFlip(), new RandomRotation(0.2));
        assertThat(changed(both, 1, 0)).isEqualTo(changed(both, 1, 0));
        assertThat(changed(both, 1, 0)).isNotEqualTo(changed(both, 1, 1)).isNotEqualTo(changed(both, 2, 0));
    }
}
