/** Random changes to images while training. */
package io.pawstream.trainer.augment;
