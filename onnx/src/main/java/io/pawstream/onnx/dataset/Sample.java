package io.pawstream.onnx.dataset;

/**
 * A decoded image.
 *
 * @param name its name in the source
 * @param label 0 for cat, 1 for dog
 * @param contentSha256 SHA-256 of its encoded bytes, lower case hex
 * @param width width of the image in its file, in pixels
 * @param height height of the image in its file, in pixels
 * @param slot where its pixels are in the {@link PixelStore}; where none are kept, its index in the source
 */
public record Sample(String name, int label, String contentSha256, int width, int height, int slot) {}
