/** Converts encoded images to pixels, and pixels to probabilities. Training and serving share this code. */
@NullMarked
package io.pawstream.vision;

import org.jspecify.annotations.NullMarked;
