/** The models that services share: the card beside each model and the repository of model folders. */
package io.pawstream.model;
