/** Random changes to training images. */
@NullMarked
package io.pawstream.trainer.augment;

import org.jspecify.annotations.NullMarked;
