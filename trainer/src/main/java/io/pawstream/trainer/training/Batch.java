package io.pawstream.trainer.training;

import java.nio.ByteBuffer;

/**
 * Pictures for one step.
 *
 * @param pixels direct buffer with {@code labels.length} pictures, uint8 RGB; valid until the next batch is taken
 * @param labels 0 or 1 a picture
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
record Batch(ByteBuffer pixels, float[] labels) {

    int count() {
        return labels.length;
    }
}
