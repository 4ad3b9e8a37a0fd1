/** Draws cats and dogs with Java2D: an animal in a pose, before a background, in some light, encoded in some format. */
package io.pawstream.sources.drawing;
