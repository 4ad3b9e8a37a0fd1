package io.pawstream.model;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The size of an RGB image.
 *
 * @param width number of columns, 1 to 4096
 * @param height number of rows, 1 to 4096
 */
@JsonPropertyOrder({"height", "width"})
public record ImageSize(int width, int height) {

    /**
     * Checks the sides.
     *
     * @param width number of columns, 1 to 4096
     * @param height number of rows, 1 to 4096
     * @throws IllegalArgumentException if a side is out of range
     */
    public ImageSize {
        if (width < 1 || width > 4096 || height < 1 || height > 4096) {
            throw new IllegalArgumentException(
                    "image size is " + width + "x" + height + "; each side must be 1 to 4096 pixels");
        }
    }

    /** {@return the number of bytes of one image with three channels of one byte} */
    public int bytes() {
        return width * height * 3;
    }
}
