/** Failure injection and endurance runs that verify exactly one result per image. */
@NullMarked
package io.pawstream.quickstart.chaos;

import org.jspecify.annotations.NullMarked;
