/** Images drawn for people to look at. */
package io.pawstream.onnx.image;
