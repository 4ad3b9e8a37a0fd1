package io.pawstream.vision.image;

import io.pawstream.contract.event.RejectionReason;

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
     * @param reason one of the reasons of the decode stage
     * @param message what was found and what would be right
     */
    record Refused(RejectionReason reason, String message) implements DecodeResult {}
}
