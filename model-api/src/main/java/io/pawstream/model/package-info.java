/** Models as training and serving share them: card, directory, repository and prediction. */
@NullMarked
package io.pawstream.model;

import org.jspecify.annotations.NullMarked;
