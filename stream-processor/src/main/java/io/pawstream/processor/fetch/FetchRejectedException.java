package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;

/** An address that is refused: another try would not help. */
final class FetchRejectedException extends Exception {

    private final RejectionReason reason;

    FetchRejectedException(RejectionReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RejectionReason reason() {
        return reason;
    }
}
