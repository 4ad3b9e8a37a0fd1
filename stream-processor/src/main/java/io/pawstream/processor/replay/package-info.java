/** Classifies the records of the images topic again with another model, and publishes the results to other topics. */
@NullMarked
package io.pawstream.processor.replay;

import org.jspecify.annotations.NullMarked;
