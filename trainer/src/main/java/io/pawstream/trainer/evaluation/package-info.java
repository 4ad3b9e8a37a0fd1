/** Scores of exported networks on labelled images. */
package io.pawstream.trainer.evaluation;
