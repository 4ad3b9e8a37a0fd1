package io.pawstream.onnx.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Converts text and images to HTML. */
final class Html {

    private Html() {}

    /** Escapes text for the content of an element or a double-quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * Returns an element with an embedded image.
     *
     * @param image the image
     * @param format png or jpeg
     * @param description alternative text
     */
    static String image(BufferedImage image, String format, String description) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("image format is \"" + format + "\"; it must be png or jpeg");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode image", e);
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
