package io.pawstream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class ImageSequenceTest {

    private final TestSource source = new TestSource("a.txt", "1.jpg", "2.jpg");
    private final List<String> others = new ArrayList<>();

    @Test
    void everyImageOnce() {
        assertThat(names(Long.MAX_VALUE, false)).containsExactly("1.jpg", "2.jpg");
        assertThat(others).containsExactly("a.txt");
    }

    @Test
    void aLoopEndsAtTheCount() {
        assertThat(names(5, true)).containsExactly("1.jpg", "2.jpg", "1.jpg", "2.jpg", "1.jpg");
        assertThat(others).containsExactly("a.txt");
    }

    @Test
    void otherFilesDoNotCount() {
        assertThat(names(1, false)).containsExactly("1.jpg");
    }

    @Test
    void aLoopWithoutAnImageEnds() {
        ImageSequence none = new ImageSequence(new TestSource("a.txt"), Long.MAX_VALUE, true, others::add);
        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
        assertThat(others).containsExactly("a.txt");
    }

    private List<String> names(long count, boolean loop) {
        List<String> names = new ArrayList<>();
        new ImageSequence(source, count, loop, others::add).forEachRemaining(image -> names.add(image.name()));
        return names;
    }
}
