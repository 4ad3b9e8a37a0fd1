package io.pawstream.onnx.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Writes drawings as PNG files. */
public final class PngFile {

    private PngFile() {}

    /**
     * Creates a drawing and writes it as a PNG file; creates its directory if missing.
     *
     * @param file the file, which is replaced
     * @param drawing creates the image
     * @throws IOException if the file cannot be written, or this system has no font
     */
    public static void write(Path file, Supplier<BufferedImage> drawing) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            // Files.createDirectories of Java 17 fails for an existing symbolic link.
            Files.createDirectories(directory);
        }
        BufferedImage image;
        try {
            image = drawing.get();
        } catch (InternalError | NoClassDefFoundError e) {
            // Java2D throws the first on the first attempt without a font, the second on later ones.
            throw new IOException(
                    "cannot draw " + file + ": no fonts found; install fontconfig and a font,"
                            + " for instance with apt-get install fontconfig fonts-dejavu-core",
                    e);
        }
        // ImageIO prints a stack trace if it cannot write to a file that it opens itself.
        try (OutputStream out = Files.newOutputStream(file)) {
            ImageIO.write(image, "png", out);
        }
    }
}
