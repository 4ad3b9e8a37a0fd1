package io.pawstream.processor.reference;

import io.pawstream.contract.event.RejectionReason;

/** What became of a picture that was to be fetched. */
public sealed interface FetchResult {

    /**
     * The picture is here. It takes up one of the few places for fetched pictures, so close it when it is decoded.
     *
     * @param data the encoded picture; nothing says that it is one
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
     * The picture is refused.
     *
     * @param reason why
     * @param message the address, and what was wrong with it
     */
    record Refused(RejectionReason reason, String message) implements FetchResult {}
}
