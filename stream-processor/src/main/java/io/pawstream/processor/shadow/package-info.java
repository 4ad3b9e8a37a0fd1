/** Runs another model while no image waits, compares its predictions with the live ones, and publishes them. */
@NullMarked
package io.pawstream.processor.shadow;

import org.jspecify.annotations.NullMarked;
