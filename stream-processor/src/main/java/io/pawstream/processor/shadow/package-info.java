/** A second opinion: another model is tried on the images, when there is time for it, and compared. */
package io.pawstream.processor.shadow;
