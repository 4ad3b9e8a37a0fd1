/** Turns a float ONNX graph into one that computes in 8 bits: constants, calibration on images, the new graph. */
package io.pawstream.onnx.quantize;
