package io.pawstream.vision.image;

/** The supported formats. */
enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP
}
