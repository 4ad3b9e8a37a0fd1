/** Imports classifiers from other tools: reads how they take images, rewrites their graphs, checks and publishes them. */
@NullMarked
package io.pawstream.onnx.imports;

import org.jspecify.annotations.NullMarked;
