package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;

/** What became of an image that was to be fetched. */
public sealed interface FetchResult {

    /**
     * The image is here. It takes up one of the few places for fetched images, so close it when it is decoded.
     *
     * @param data the encoded image; nothing says that it is one
     * @param givePlaceBack what {@link #close} runs
     */
    // Nobody compares them, and the bytes are not copied on their way.
    @SuppressWarnings("ArrayRecordComponent")
    record Fetched(byte[] data, Runnable givePlaceBack) implements FetchResult, AutoCloseable {

        @Override
        public void close() {
            givePlaceBack.run();
        }
    }

    /**
     * The image is refused.
     *
     * @param reason why
     * @param message the address, and what was wrong with it
     */
    record Refused(RejectionReason reason, String message) implements FetchResult {}
}
