/** Labeled images of a source: reading, decoding into memory outside the heap, and dividing into splits. */
@NullMarked
package io.pawstream.onnx.dataset;

import org.jspecify.annotations.NullMarked;
