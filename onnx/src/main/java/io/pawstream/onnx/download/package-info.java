/** Downloads published files once, verifies their checksums and caches them. */
@NullMarked
package io.pawstream.onnx.download;

import org.jspecify.annotations.NullMarked;
