package io.pawstream.vision.image;

/** The formats that are decoded. */
enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP
}
