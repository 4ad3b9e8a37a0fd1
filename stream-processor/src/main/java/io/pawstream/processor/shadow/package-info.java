/** A second opinion: another model is tried on the pictures, when there is time for it, and compared. */
package io.pawstream.processor.shadow;
