/** The model selection: which model gets which traffic, and its record on the compacted topic {@code model-selection}. */
package io.pawstream.contract.selection;
