/** The commands {@code quantize}, {@code evaluate} and {@code report}, and options that the trainer shares. */
@NullMarked
package io.pawstream.onnx.command;

import org.jspecify.annotations.NullMarked;
