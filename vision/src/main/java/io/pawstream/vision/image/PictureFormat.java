package io.pawstream.vision.image;

/** The formats that are decoded. */
enum PictureFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP
}
