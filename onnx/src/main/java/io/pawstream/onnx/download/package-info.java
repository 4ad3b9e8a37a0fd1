/** Published files, fetched once, checked and kept in a folder. */
package io.pawstream.onnx.download;
