/** Scores of exported networks on labelled pictures. */
package io.pawstream.trainer.evaluation;
