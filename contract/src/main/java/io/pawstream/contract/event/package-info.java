/** The events on the topics: image event, prediction event, rejection, and how each is read from and written to a record. */
package io.pawstream.contract.event;
