package io.pawstream.vision.image;

/** The result of decoding an encoded image. A bad image is a value, not an exception. */
public sealed interface DecodeResult {

    /**
     * The image was decoded and its pixels are in the target buffer.
     *
     * @param width width of the image in pixels after orientation, before resizing
     * @param height height of the image in pixels after orientation, before resizing
     */
    record Decoded(int width, int height) implements DecodeResult {}

    /**
     * The image cannot be decoded. The content of the target buffer is undefined, its position unchanged.
     *
     * @param failure why the image cannot be decoded
     * @param message what was found and what is allowed
     */
    record Failed(DecodeFailure failure, String message) implements DecodeResult {}
}
