package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;

/** Thrown if a reference is rejected and further attempts are pointless. */
final class FetchRejectedException extends Exception {

    private final RejectionReason reason;

    /**
     * Creates the exception.
     *
     * @param reason why the reference is rejected
     * @param message the cause, without the URI
     */
    FetchRejectedException(RejectionReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns why the reference is rejected. */
    RejectionReason reason() {
        return reason;
    }
}
