/** Encoded bytes to RGB pixels of the model's size, by the pixel recipe that model cards name. */
package io.pawstream.vision.image;
