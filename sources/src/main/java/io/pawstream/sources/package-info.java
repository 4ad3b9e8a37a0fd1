/** Sources of encoded images: a directory, a zip archive, or drawn images. Uses neither native libraries nor Kafka. */
@NullMarked
package io.pawstream.sources;

import org.jspecify.annotations.NullMarked;
