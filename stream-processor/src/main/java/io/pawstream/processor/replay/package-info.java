/** Replay: classifies records that are in the topic again, with another model, into topics of its own. */
@NullMarked
package io.pawstream.processor.replay;

import org.jspecify.annotations.NullMarked;
