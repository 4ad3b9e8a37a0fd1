/** Which model classifies a picture: the selection that is in force, and the one that is wanted. */
package io.pawstream.processor.selection;
