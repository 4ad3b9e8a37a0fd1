/** Formats predictions and rejections as table rows. */
@NullMarked
package io.pawstream.producer.console;

import org.jspecify.annotations.NullMarked;
