/** Networks as tables of layers; each layer defines its DJL block and its ONNX nodes. */
@NullMarked
package io.pawstream.trainer.network;

import org.jspecify.annotations.NullMarked;
