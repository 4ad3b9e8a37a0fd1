/** The commands {@code quantize}, {@code evaluate} and {@code report}. */
package io.pawstream.onnx.command;
