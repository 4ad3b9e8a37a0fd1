package io.pawstream.vision.image;

/** What became of an encoded image: a bad image is a value, not an exception. */
public sealed interface DecodeResult {

    /**
     * The pixels are in the target buffer.
     *
     * @param width width of the image as it is shown, before it was resized
     * @param height height of the image as it is shown, before it was resized
     */
    record Decoded(int width, int height) implements DecodeResult {}

    /**
     * The image is refused; the target buffer's content is undefined.
     *
     * @param failure why it cannot be decoded
     * @param message what was found and what would be right
     */
    record Failed(DecodeFailure failure, String message) implements DecodeResult {}
}
