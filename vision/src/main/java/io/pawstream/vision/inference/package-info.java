/** Batches of pixels to probabilities, through DJL's ONNX Runtime engine. */
package io.pawstream.vision.inference;
