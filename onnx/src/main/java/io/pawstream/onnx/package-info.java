/** ONNX models without PyTorch: write, quantize, verify, evaluate, report, publish. */
package io.pawstream.onnx;
