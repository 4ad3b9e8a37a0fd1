package io.pawstream.processor.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pawstream.contract.selection.Selection;

/**
 * The selection of an instance, as it is shown.
 *
 * @param revision revision of the one in force; -1 for the one that is configured
 * @param selection the one in force
 * @param wanted the last one that was read, or null if that is the one in force
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SelectionState(long revision, Selection selection, ModelSelector.Wanted wanted) {

    /** The state now. */
    public static SelectionState of(ModelSelector selections) {
        ModelSelector.Applied applied = selections.applied();
        ModelSelector.Wanted wanted = selections.wanted();
        boolean other = wanted.revision() > applied.revision();
        return new SelectionState(applied.revision(), applied.selection(), other ? wanted : null);
    }

    /** What was selected last: the one that is wanted, if it is readable, else the one in force. */
    public Selection last() {
        return wanted == null || wanted.selection() == null ? selection : wanted.selection();
    }
}
