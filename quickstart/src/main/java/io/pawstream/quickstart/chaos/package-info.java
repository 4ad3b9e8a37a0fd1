/** Failures made on purpose while pictures stream, and the sums that have to come out all the same. */
package io.pawstream.quickstart.chaos;
