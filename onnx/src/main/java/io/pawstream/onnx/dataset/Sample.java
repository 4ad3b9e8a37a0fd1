package io.pawstream.onnx.dataset;

/**
 * A usable image of a source.
 *
 * @param name name in the source
 * @param label index of its class, from 0
 * @param contentSha256 SHA-256 of the encoded bytes, lower case hex
 * @param width width as stored, in pixels
 * @param height height as stored, in pixels
 * @param slot slot of its pixels in the {@link PixelStore}, or its index in the source if no pixels are kept
 */
public record Sample(String name, int label, String contentSha256, int width, int height, int slot) {}
