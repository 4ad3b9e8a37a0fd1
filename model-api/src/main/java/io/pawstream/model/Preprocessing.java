package io.pawstream.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an encoded image becomes the pixels of a model's input.
 *
 * <pre>{@code
 * Preprocessing.stretched(new ImageSize(150, 150)); // the exercise's models
 * new Preprocessing(Decode.FULL, Resize.shortestEdge(256), Filter.BILINEAR, true, new ImageSize(224, 224));
 * }</pre>
 *
 * @param decode the size at which a JPEG is decoded
 * @param resize the size after resizing
 * @param filter interpolation between pixels
 * @param antialias whether the filter widens when it shrinks an image, as in Pillow; always with a bicubic filter
 * @param centerCrop the size of the part that is cut out of the middle of the resized image; absent for the whole image
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preprocessing(
        Decode decode,
        Resize resize,
        Filter filter,
        boolean antialias,
        @Nullable ImageSize centerCrop) {

    /**
     * Checks that all images have the same size in the end.
     *
     * @param decode the size at which a JPEG is decoded
     * @param resize the size after resizing
     * @param filter interpolation between pixels
     * @param antialias whether the filter widens when it shrinks an image
     * @param centerCrop the size of the part that is cut out; absent for the whole image
     * @throws IllegalArgumentException if {@code resize} keeps the aspect ratio without a center crop, the crop is larger
     *     than the resized image, or {@code filter} is bicubic without antialiasing
     * @throws NullPointerException if {@code decode}, {@code resize} or {@code filter} is null
     */
    public Preprocessing {
        Objects.requireNonNull(decode, "preprocessing has no decode; it must be \"full\" or \"reduced\"");
        Objects.requireNonNull(resize, "preprocessing has no resize");
        Objects.requireNonNull(filter, "preprocessing has no filter; it must be \"bilinear\" or \"bicubic\"");
        if (filter == Filter.BICUBIC && !antialias) {
            throw new IllegalArgumentException("filter is \"bicubic\" without antialias; it must be \"bilinear\" then");
        }
        if (centerCrop == null && resize.shortestEdge() != null) {
            throw new IllegalArgumentException("preprocessing resizes the shortest edge to " + resize.shortestEdge()
                    + " without a centerCrop, so the images have different sizes");
        }
        if (centerCrop != null
                && (centerCrop.height() > resize.leastHeight() || centerCrop.width() > resize.leastWidth())) {
            throw new IllegalArgumentException("centerCrop is " + centerCrop.width() + "x" + centerCrop.height()
                    + "; it must not be larger than the resized image, which has at least " + resize.leastWidth() + "x"
                    + resize.leastHeight() + " pixels");
        }
    }

    /**
     * Returns the preprocessing of the exercise's models: fast, and the aspect ratio changes.
     *
     * @param size size of the input
     * @return reduced decoding and a bilinear resize without antialiasing
     */
    public static Preprocessing stretched(ImageSize size) {
        return new Preprocessing(Decode.REDUCED, Resize.to(size), Filter.BILINEAR, false, null);
    }

    /** {@return the size of the result, the input of the model} */
    public ImageSize size() {
        return centerCrop == null ? new ImageSize(resize.leastWidth(), resize.leastHeight()) : centerCrop;
    }

    /** The size at which a JPEG is decoded. */
    public enum Decode {

        /** The smallest of 1/8, 1/4, 1/2 and 1 of its size that keeps both sides at least those of the resized image. */
        @JsonProperty("reduced")
        REDUCED,

        /** Its own size. */
        @JsonProperty("full")
        FULL
    }

    /** Interpolation between pixels. */
    public enum Filter {

        /** Linear, over 2 x 2 pixels. */
        @JsonProperty("bilinear")
        BILINEAR,

        /** Cubic with a = -0.5 (Keys 1981), over 4 x 4 pixels. */
        @JsonProperty("bicubic")
        BICUBIC
    }

    /**
     * The size after resizing: either the shortest edge, which keeps the aspect ratio, or both sides.
     *
     * @param shortestEdge length of the shorter side, 1 to 4096; absent if both sides are given
     * @param height number of rows, 1 to 4096; absent if the shortest edge is given
     * @param width number of columns, 1 to 4096; absent if the shortest edge is given
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Resize(
            @Nullable Integer shortestEdge,
            @Nullable Integer height,
            @Nullable Integer width) {

        /**
         * Checks the sides.
         *
         * @param shortestEdge length of the shorter side, 1 to 4096
         * @param height number of rows, 1 to 4096
         * @param width number of columns, 1 to 4096
         * @throws IllegalArgumentException if a side is out of range, or not exactly one of the two forms is given
         */
        public Resize {
            boolean keepsRatio = shortestEdge != null;
            if (keepsRatio ? height != null || width != null : height == null || width == null) {
                throw new IllegalArgumentException("resize has shortestEdge " + shortestEdge + ", height " + height
                        + " and width " + width + "; it must have either shortestEdge, or height and width");
            }
            if (!isSide(shortestEdge) || !isSide(height) || !isSide(width)) {
                throw new IllegalArgumentException("resize is to " + (keepsRatio ? shortestEdge : width + "x" + height)
                        + "; each side must be 1 to 4096 pixels");
            }
        }

        private static boolean isSide(@Nullable Integer side) {
            return side == null || (side >= 1 && side <= 4096);
        }

        /**
         * Returns a resize that keeps the aspect ratio.
         *
         * @param side length of the shorter side, 1 to 4096
         * @return the resize
         */
        public static Resize shortestEdge(int side) {
            return new Resize(side, null, null);
        }

        /**
         * Returns a resize that may change the aspect ratio.
         *
         * @param size the size of the result
         * @return the resize
         */
        public static Resize to(ImageSize size) {
            return new Resize(null, size.height(), size.width());
        }

        /**
         * Returns the size of a resized image.
         *
         * @param imageWidth number of columns of the image, at least 1
         * @param imageHeight number of rows of the image, at least 1
         * @return width and height; the longer side is {@code floor(shortestEdge * longer / shorter)}, as in torchvision
         */
        public long[] of(int imageWidth, int imageHeight) {
            if (shortestEdge == null) {
                return new long[] {leastWidth(), leastHeight()};
            }
            long side = shortestEdge;
            return imageWidth < imageHeight
                    ? new long[] {side, side * imageHeight / imageWidth}
                    : new long[] {side * imageWidth / imageHeight, side};
        }

        private int leastWidth() {
            return shortestEdge == null ? Objects.requireNonNull(width) : shortestEdge;
        }

        private int leastHeight() {
            return shortestEdge == null ? Objects.requireNonNull(height) : shortestEdge;
        }
    }
}
