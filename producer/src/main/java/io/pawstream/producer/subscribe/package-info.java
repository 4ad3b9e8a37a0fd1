/** Subscribes to predictions and rejections. */
@NullMarked
package io.pawstream.producer.subscribe;

import org.jspecify.annotations.NullMarked;
