/** What people look at after a training: plots of its curves, and a page that compares models. */
package io.pawstream.onnx.report;
