/** Exports a trained network to ONNX and publishes it with its 8-bit form. */
@NullMarked
package io.pawstream.trainer.publish;

import org.jspecify.annotations.NullMarked;
