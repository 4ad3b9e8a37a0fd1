/** Random changes to pictures while training. */
package io.pawstream.trainer.augment;
