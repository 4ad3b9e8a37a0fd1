/** Publishes images at a given rate, replays rejected images, and accounts for each of them. */
@NullMarked
package io.pawstream.producer.publish;

import org.jspecify.annotations.NullMarked;
