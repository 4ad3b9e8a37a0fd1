package io.pawstream.processor.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pawstream.contract.selection.Selection;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the model selection of an instance, as the HTTP API returns it.
 *
 * @param revision revision of the active selection; -1 for the configured one
 * @param selection the active selection
 * @param desired the last selection that was read; absent if it is the active one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SelectionState(long revision, Selection selection, ModelSelector.@Nullable Desired desired) {

    /**
     * Returns the current state of a selector.
     *
     * @param selector the selector
     * @return a snapshot
     */
    public static SelectionState of(ModelSelector selector) {
        ModelSelector.Active active = selector.active();
        ModelSelector.Desired desired = selector.desired();
        boolean isPending = desired.revision() > active.revision();
        return new SelectionState(active.revision(), active.selection(), isPending ? desired : null);
    }

    /** {@return the desired selection if it is present and could be parsed, otherwise the active selection} */
    public Selection last() {
        return desired == null || desired.selection() == null ? selection : desired.selection();
    }
}
