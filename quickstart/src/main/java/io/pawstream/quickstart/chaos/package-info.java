/** Failures made on purpose while images stream, and the sums that have to come out all the same. */
package io.pawstream.quickstart.chaos;
