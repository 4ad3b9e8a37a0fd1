/** Publishes images at a given rate, replays rejected images, and reports the result of each image. */
@NullMarked
package io.pawstream.producer.publish;

import org.jspecify.annotations.NullMarked;
