/** Publishes models to a repository: stage, write, hash, verify, rename; and the model card of a training. */
@NullMarked
package io.pawstream.onnx.publish;

import org.jspecify.annotations.NullMarked;
