/** The training loop, and what it measures. */
package io.pawstream.trainer.training;
