package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;

/** Result of fetching one image. */
public sealed interface FetchResult {

    /**
     * A fetched image. It occupies one of the few slots for fetched images: close it after decoding.
     *
     * @param data the bytes as received, at most {@link FetchSettings#maxBytes()}; not necessarily an image
     * @param releaseSlot releases the slot; called by {@link #close}
     */
    // The service neither compares results nor copies the bytes.
    @SuppressWarnings("ArrayRecordComponent")
    record Fetched(byte[] data, Runnable releaseSlot) implements FetchResult, AutoCloseable {

        /** Releases the slot. */
        @Override
        public void close() {
            releaseSlot.run();
        }
    }

    /**
     * A rejected reference.
     *
     * @param reason why the reference is rejected
     * @param message the URI and the cause
     */
    record Rejected(RejectionReason reason, String message) implements FetchResult {}
}
