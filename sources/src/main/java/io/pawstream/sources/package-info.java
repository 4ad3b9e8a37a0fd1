/** Sources of encoded images: a folder, a zip archive, or drawn images. No native library and no Kafka. */
@NullMarked
package io.pawstream.sources;

import org.jspecify.annotations.NullMarked;
