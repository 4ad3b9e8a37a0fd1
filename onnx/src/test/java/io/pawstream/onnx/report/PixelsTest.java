package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PixelsTest {

    private record Damaged() implements SourceImage {

        @Override
        public String name() {
            return "Cat/damaged.jpg";
        }

        @Override
        public Optional<String> label() {
            return Optional.of("cat");
        }

        @Override
        public byte[] read() {
            return new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
        }
    }

    @Test
    void pixelsAreReadyToRead() throws IOException {
        ImageSize size = new ImageSize(7, 5);
        try (DrawnSource source = new DrawnSource(1)) {
            ByteBuffer pixels = Pixels.of(source.get(0), Preprocessing.stretched(size));
            assertThat(pixels.isDirect()).isTrue();
            assertThat(pixels.remaining()).isEqualTo(size.bytes());
            assertThat(pixels).isNotEqualTo(ByteBuffer.allocateDirect(size.bytes()));
        }
    }

    @Test
    void anImageThatCannotBeDecodedIsNamed() {
        assertThatThrownBy(() -> Pixels.of(new Damaged(), Preprocessing.stretched(new ImageSize(7, 5))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot decode Cat/damaged.jpg: ");
    }
}
