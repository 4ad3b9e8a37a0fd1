/** Which model classifies an image: the selection that is in force, and the one that is wanted. */
package io.pawstream.processor.selection;
