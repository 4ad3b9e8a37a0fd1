/** The images of a training: splits, drawn images, and their pixels. */
package io.pawstream.trainer.dataset;
