/** Draws images and sheets of images as PNG files. */
@NullMarked
package io.pawstream.onnx.image;

import org.jspecify.annotations.NullMarked;
