/** Loads models on demand, shares them through leases, and selects the model of each image. */
@NullMarked
package io.pawstream.processor.models;

import org.jspecify.annotations.NullMarked;
