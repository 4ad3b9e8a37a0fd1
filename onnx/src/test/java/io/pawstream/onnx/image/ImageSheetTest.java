package io.pawstream.onnx.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.onnx.image.ImageSheet.Tile;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSheetTest {

    private static final ImageSize SIZE = new ImageSize(4, 2);

    private static Tile tile(String caption, Color colour) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(SIZE.bytes());
        for (int i = 0; i < SIZE.width() * SIZE.height(); i++) {
            pixels.put((byte) colour.getRed()).put((byte) colour.getGreen()).put((byte) colour.getBlue());
        }
        return new Tile(caption, pixels.flip());
    }

    private static Color colour(BufferedImage sheet, int x, int y) {
        return new Color(sheet.getRGB(x, y));
    }

    @Test
    void eachImageStandsInItsRowAndColumn() throws IOException {
        BufferedImage sheet = new ImageSheet(SIZE)
                .row("above", List.of(tile("a", Color.RED), tile("b", Color.GREEN)))
                .row("below", List.of(tile("c", Color.BLUE)))
                .draw();
        int left = sheet.getWidth() / 4;
        int right = sheet.getWidth() * 3 / 4;
        int above = sheet.getHeight() / 4;
        int below = sheet.getHeight() * 3 / 4;
        assertThat(colour(sheet, left, above)).isEqualTo(Color.RED);
        assertThat(colour(sheet, right, above)).isEqualTo(Color.GREEN);
        assertThat(colour(sheet, left, below)).isEqualTo(Color.BLUE);
        assertThat(colour(sheet, right, below)).as("no image").isEqualTo(Color.WHITE);
    }

    @Test
    void aLongCaptionStaysBelowItsImage(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("new/sheet.png");
        new ImageSheet(SIZE)
                .row("row", List.of(tile("x".repeat(500), Color.RED)))
                .write(file);
        BufferedImage sheet = ImageIO.read(file.toFile());
        for (int y = 0; y < sheet.getHeight(); y++) {
            assertThat(colour(sheet, sheet.getWidth() - 5, y)).isEqualTo(Color.WHITE);
        }
    }
}
