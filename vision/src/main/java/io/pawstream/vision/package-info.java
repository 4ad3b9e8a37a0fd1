/** From an encoded image to pixels and from pixels to probabilities: the one code path of training and serving. */
package io.pawstream.vision;
