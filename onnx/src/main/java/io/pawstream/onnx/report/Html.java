package io.pawstream.onnx.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Text and images as parts of a page. */
final class Html {

    private Html() {}

    /** Text for the content of an element or for an attribute in double quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * An image that needs no other file.
     *
     * @param format png or jpeg
     * @param description what it shows, for those who cannot see it
     */
    static String image(BufferedImage image, String format, String description) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("format is " + format + "; it must be png or jpeg");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an image cannot be written to memory", e);
        }
        return String.format(
                "<img src=\"data:image/%s;base64,%s\" width=\"%d\" height=\"%d\" alt=\"%s\">",
                format,
                Base64.getEncoder().encodeToString(bytes.toByteArray()),
                image.getWidth(),
                image.getHeight(),
                escape(description));
    }
}
