/** Encoded images to pixels to probabilities: the code that training and serving share. */
@NullMarked
package io.pawstream.vision;

import org.jspecify.annotations.NullMarked;
