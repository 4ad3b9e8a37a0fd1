/** Entry point of the commands that work on ONNX models without PyTorch. */
@NullMarked
package io.pawstream.onnx;

import org.jspecify.annotations.NullMarked;
