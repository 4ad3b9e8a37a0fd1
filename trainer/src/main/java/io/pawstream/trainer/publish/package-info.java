/** Exports a trained network and publishes it with its 8-bit form. */
package io.pawstream.trainer.publish;
