/** Decodes and resizes images to RGB pixels in the size of a model, by the pixel recipe that its card states. */
@NullMarked
package io.pawstream.vision.image;

import org.jspecify.annotations.NullMarked;
