/** Plots of training curves, and the HTML page that compares models. */
@NullMarked
package io.pawstream.onnx.report;

import org.jspecify.annotations.NullMarked;
