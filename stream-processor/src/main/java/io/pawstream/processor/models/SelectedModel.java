package io.pawstream.processor.models;

/**
 * The model that classifies an image.
 *
 * @param model the model, leased to the caller, who ends the lease with {@link LoadedModel#endLease()}
 * @param revision revision of the active selection; {@link ModelSelector#CONFIGURED} for the configured one
 */
public record SelectedModel(LoadedModel model, long revision) {}
