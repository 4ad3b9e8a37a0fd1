/** Computes probabilities from batches of pixels, through DJL's ONNX Runtime engine. */
@NullMarked
package io.pawstream.vision.inference;

import org.jspecify.annotations.NullMarked;
