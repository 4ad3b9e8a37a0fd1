package io.pawstream.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RgbImageTest {

    private static BufferedImage twoPixels() {
        // Starts after two bytes that do not belong to the image.
        ByteBuffer pixels = ByteBuffer.allocateDirect(8);
        pixels.put(new byte[] {9, 9, (byte) 255, 0, 16, 1, (byte) 128, 2}).position(2);
        BufferedImage image = RgbImage.of(pixels, new ImageSize(1, 2));
        assertThat(pixels.position()).isEqualTo(2);
        return image;
    }

    @Test
    void rowsAreReadFromThePositionOfTheBuffer() {
        BufferedImage image = twoPixels();
        assertThat(image.getWidth()).isEqualTo(1);
        assertThat(image.getHeight()).isEqualTo(2);
        assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0xFF0010);
        assertThat(image.getRGB(0, 1) & 0xFFFFFF).isEqualTo(0x018002);
    }

    @Test
    void aFileIsWrittenInANewDirectoryAndReplaced(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a/b/image.png");
        PngFile.write(file, () -> new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB));
        PngFile.write(file, RgbImageTest::twoPixels);
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(read.getHeight()).isEqualTo(2);
        assertThat(read.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0xFF0010);
    }

    @Test
    void aDrawingThatFailsForLackOfFontsIsExplained(@TempDir Path directory) {
        Path file = directory.resolve("image.png");
        assertThatThrownBy(() -> PngFile.write(file, () -> {
                    throw new InternalError("Fontconfig head is null");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot draw " + file + ": no fonts found; install fontconfig and a font");
        assertThat(file).doesNotExist();
    }

    @Test
    void aDirectoryThatIsAFileIsAnError(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "text");
        assertThatThrownBy(() -> PngFile.write(file.resolve("image.png"), RgbImageTest::twoPixels))
                .isInstanceOf(IOException.class);
        assertThat(file).hasContent("text");
    }
}
