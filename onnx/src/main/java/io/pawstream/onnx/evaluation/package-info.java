/** Predictions of exported networks on labeled images, and their scores. */
@NullMarked
package io.pawstream.onnx.evaluation;

import org.jspecify.annotations.NullMarked;
