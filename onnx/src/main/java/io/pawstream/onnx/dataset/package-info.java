/** Images of a source, decoded once into memory outside the heap, and divided into splits. */
package io.pawstream.onnx.dataset;
