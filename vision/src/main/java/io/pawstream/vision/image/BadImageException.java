package io.pawstream.vision.image;

/** An encoded image cannot be decoded. {@link OpenedImage} converts it to a {@link DecodeResult.Failed}. */
final class BadImageException extends Exception {

    private final DecodeFailure failure;

    BadImageException(DecodeFailure failure, String message) {
        super(message, null, false, false);
        this.failure = failure;
    }

    static BadImageException unreadable(String message) {
        return new BadImageException(DecodeFailure.UNREADABLE, message);
    }

    static BadImageException truncated() {
        return new BadImageException(DecodeFailure.TRUNCATED, "the image data ends before the last row");
    }

    DecodeResult.Failed toResult() {
        return new DecodeResult.Failed(failure, String.valueOf(getMessage()));
    }
}
