/** Scores of exported networks on labelled images. */
package io.pawstream.onnx.evaluation;
