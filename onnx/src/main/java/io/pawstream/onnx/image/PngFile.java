package io.pawstream.onnx.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Writes what was drawn. */
public final class PngFile {

    private PngFile() {}

    /**
     * Draws, and writes a PNG file; its folder is made if need be.
     *
     * @throws IOException if it cannot be written, or there is no font on this machine
     */
    public static void write(Path file, Supplier<BufferedImage> drawing) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            // Java 17 refuses a folder that is there if its path is a link.
            Files.createDirectories(folder);
        }
        BufferedImage image;
        try {
            image = drawing.get();
        } catch (InternalError | NoClassDefFoundError e) {
            // What Java2D throws when it has no font: the first time, and each time after.
            throw new IOException(
                    "cannot draw " + file + ": Java finds no fonts here; install fontconfig and a font,"
                            + " for instance with apt-get install fontconfig fonts-dejavu-core",
                    e);
        }
        // Given the file itself, ImageIO prints a stack trace where it cannot write.
        try (OutputStream out = Files.newOutputStream(file)) {
            ImageIO.write(image, "png", out);
        }
    }
}
