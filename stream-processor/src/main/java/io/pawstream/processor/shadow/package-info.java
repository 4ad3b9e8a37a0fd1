/** Runs another model when no image waits, compares its predictions with the live ones, and publishes them. */
@NullMarked
package io.pawstream.processor.shadow;

import org.jspecify.annotations.NullMarked;
