/** From a trained network to a published model: export, checks, model card, and a rename at the end. */
package io.pawstream.trainer.export;
