/** Writes ONNX files: a graph builder over the ONNX protobuf classes that knows nothing of training. */
package io.pawstream.onnx.graph;
