/** Reads the images of a training and divides them into splits. */
@NullMarked
package io.pawstream.trainer.dataset;

import org.jspecify.annotations.NullMarked;
