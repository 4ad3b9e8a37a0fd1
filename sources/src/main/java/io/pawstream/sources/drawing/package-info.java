/** Draws cats and dogs with Java2D: an animal in a pose in front of a background, with light, in an image format. */
@NullMarked
package io.pawstream.sources.drawing;

import org.jspecify.annotations.NullMarked;
