/** Quantizes float ONNX graphs to 8-bit integers with ranges measured on images. */
@NullMarked
package io.pawstream.onnx.quantize;

import org.jspecify.annotations.NullMarked;
