/** Publishes a model to a repository: stage, hash, verify, rename. */
package io.pawstream.onnx.publish;
