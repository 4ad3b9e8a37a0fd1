/** Predictions of exported networks on labelled images, and their scores. */
@NullMarked
package io.pawstream.onnx.evaluation;

import org.jspecify.annotations.NullMarked;
