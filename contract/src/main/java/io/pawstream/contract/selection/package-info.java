/**
 * The model selection, which assigns images to models, and its codec for the topic {@code model-selection}.
 */
@NullMarked
package io.pawstream.contract.selection;

import org.jspecify.annotations.NullMarked;
