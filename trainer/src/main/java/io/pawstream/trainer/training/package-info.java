/** The training loop: optimizer, loss, batches, checkpoints and metrics. */
@NullMarked
package io.pawstream.trainer.training;

import org.jspecify.annotations.NullMarked;
