package io.pawstream.processor.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pawstream.contract.selection.Selection;

/**
 * The selection of an instance, as it is shown.
 *
 * @param revision revision of the one in force; -1 for the one that is configured
 * @param selection the one in force
 * @param desired the last one that was read, or null if that is the one in force
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SelectionState(long revision, Selection selection, ModelSelector.Desired desired) {

    /** The state now. */
    public static SelectionState of(ModelSelector selections) {
        ModelSelector.Active active = selections.active();
        ModelSelector.Desired desired = selections.desired();
        boolean other = desired.revision() > active.revision();
        return new SelectionState(active.revision(), active.selection(), other ? desired : null);
    }

    /** What was selected last: the one that is desired, if it is readable, else the one in force. */
    public Selection last() {
        return desired == null || desired.selection() == null ? selection : desired.selection();
    }
}
