package io.pawstream.processor.reference;

import io.pawstream.contract.event.RejectionReason;

/** An address that is refused: another try would not help. */
final class RefusedException extends Exception {

    private final RejectionReason reason;

    RefusedException(RejectionReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RejectionReason reason() {
        return reason;
    }
}
