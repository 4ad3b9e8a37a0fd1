package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectionStateTest {

    private final ModelCache cache = new ModelCache(SelectionStateTest::load, 2);
    private final ModelSelector selector = new ModelSelector(cache, Selection.of("model1"));

    @AfterEach
    void close() {
        cache.close();
    }

    private static LoadedModel load(String name) throws ModelException {
        if (name.equals("missing")) {
            throw new ModelException("model \"missing\" not found");
        }
        return new FakeNetwork().model(name);
    }

    @Test
    void omitsTheDesiredSelectionIfItIsActive() throws JsonProcessingException {
        selector.select(3, Selection.of("model2"));
        SelectionState state = SelectionState.of(selector);
        assertThat(state).isEqualTo(new SelectionState(3, Selection.of("model2"), null));
        assertThat(state.last()).isEqualTo(Selection.of("model2"));
        assertThat(new ObjectMapper().writeValueAsString(state))
                .isEqualTo("{\"revision\":3,\"selection\":{\"model\":\"model2\"}}");
    }

    @Test
    void containsADesiredSelectionThatFailed() {
        selector.select(4, Selection.of("missing"));
        SelectionState state = SelectionState.of(selector);
        assertThat(state.revision()).isEqualTo(ModelSelector.CONFIGURED);
        assertThat(state.desired())
                .isEqualTo(new ModelSelector.Desired(4, Selection.of("missing"), "model \"missing\" not found"));
        assertThat(state.last()).isEqualTo(Selection.of("missing"));
    }

    @Test
    void theLastReadableSelectionIsTheActiveOneIfTheDesiredOneIsUnreadable() {
        selector.unreadable(4, "not a selection");
        SelectionState state = SelectionState.of(selector);
        assertThat(state.desired()).isEqualTo(new ModelSelector.Desired(4, null, "not a selection"));
        assertThat(state.last()).isEqualTo(Selection.of("model1"));
    }
}
