/** From photos to a published model. */
package io.pawstream.trainer;
