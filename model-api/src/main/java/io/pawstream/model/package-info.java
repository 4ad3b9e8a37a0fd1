/** The model format that training and serving share: card, directory, repository and prediction. */
@NullMarked
package io.pawstream.model;

import org.jspecify.annotations.NullMarked;
