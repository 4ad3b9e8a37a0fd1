/** Builds, writes and reads ONNX graphs with the ONNX protobuf classes. */
@NullMarked
package io.pawstream.onnx.graph;

import org.jspecify.annotations.NullMarked;
