package io.pawstream.processor.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.model.ModelException;
import io.pawstream.processor.LogLines;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelSelectorTest {

    private final Map<String, FakeNetwork> networks = new ConcurrentHashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final ModelCache cache = new ModelCache(this::load, 1);
    private final ModelSelector selector = new ModelSelector(cache, Selection.of("configured"));

    @AfterEach
    void close() {
        cache.close();
    }

    private LoadedModel load(String name) throws ModelException {
        if (missing.contains(name)) {
            throw new ModelException("no model \"" + name + "\"");
        }
        FakeNetwork network = new FakeNetwork();
        networks.put(name, network);
        return network.model(name);
    }

    private String chosen(String requested, String key) {
        ImageEvent event = new ImageEvent("id", "source", null, null, null, requested, null, null, new byte[1]);
        SelectedModel chosen = selector.choose(key.getBytes(UTF_8), event).join();
        chosen.model().endLease();
        return chosen.model().card().name() + "@" + chosen.revision();
    }

    @Test
    void usesTheConfiguredModelUntilASelectionIsRead() {
        assertThat(selector.useConfigured()).isEmpty();
        assertThat(chosen(null, "k")).isEqualTo("configured@-1");
        selector.select(3, Selection.of("model1"));
        assertThat(chosen(null, "k")).isEqualTo("model1@3");
        assertThat(selector.desired()).isEqualTo(new ModelSelector.Desired(3, Selection.of("model1"), null));
    }

    @Test
    void aConfiguredModelWithoutEffectIsLogged() {
        try (LogLines log = new LogLines(ModelSelector.class)) {
            selector.select(3, Selection.of("configured"));
            assertThat(selector.useConfigured()).isEmpty();
            assertThat(log.lines()).noneMatch(line -> line.contains("no effect"));
            selector.select(4, Selection.of("model1"));
            assertThat(selector.useConfigured()).isEmpty();
            assertThat(log.lines())
                    .last()
                    .isEqualTo("WARN the default model is model1, from selection revision=4; the configured model"
                            + " configured has no effect; to select it, run: ./pawstream models select configured");
        }
    }

    @Test
    void precedenceIsEventThenCanaryThenDefault() {
        TrafficShare half = new TrafficShare("canary", 0.5, "salt");
        selector.select(1, new Selection("model1", half, null));
        int canary = 0;
        for (int i = 0; i < 200; i++) {
            String key = "key-" + i;
            boolean isCanary = half.has(key.getBytes(UTF_8), "source", "id");
            canary += isCanary ? 1 : 0;
            assertThat(chosen(null, key)).isEqualTo(isCanary ? "canary@1" : "model1@1");
            assertThat(chosen("requested", key)).isEqualTo("requested@1");
        }
        assertThat(canary).isBetween(70, 130);
    }

    @Test
    void canIgnoreRequestedModels() {
        ImageEvent event = new ImageEvent("id", "source", null, null, null, "requested", null, null, new byte[1]);
        SelectedModel selected =
                selector.ignoringRequestedModels().choose(null, event).join();
        assertThat(selected.model().card().name()).isEqualTo("configured");
        selected.model().endLease();
    }

    @Test
    void keepsTheActiveSelectionIfAModelCannotBeLoaded() {
        selector.select(1, Selection.of("model1"));
        missing.add("model9");
        selector.select(2, new Selection("model1", new TrafficShare("model9", 0.1, null), null));
        assertThat(selector.active().revision()).isEqualTo(1);
        assertThat(selector.desired().revision()).isEqualTo(2);
        assertThat(selector.desired().error()).contains("model9");
        assertThat(chosen(null, "k")).isEqualTo("model1@1");
    }

    @Test
    void retriesTheDesiredSelection() {
        selector.select(1, Selection.of("model1"));
        missing.add("model9");
        selector.select(2, Selection.of("model9"));
        missing.clear();
        selector.retry();
        assertThat(selector.active().revision()).isEqualTo(2);
        assertThat(selector.desired().error()).isNull();
        assertThat(chosen(null, "k")).isEqualTo("model9@2");
    }

    @Test
    void keepsTheActiveSelectionIfTheDesiredOneIsUnreadable() {
        selector.select(1, Selection.of("model1"));
        selector.unreadable(2, "not a selection");
        selector.retry();
        assertThat(selector.active().revision()).isEqualTo(1);
        assertThat(selector.desired()).isEqualTo(new ModelSelector.Desired(2, null, "not a selection"));
    }

    @Test
    void keepsItsModelsInMemoryWhateverEventsRequest() {
        selector.select(
                1, new Selection("model1", new TrafficShare("model2", 0.1, null), new TrafficShare("model3", 1, null)));
        for (String requested : new String[] {"a", "b", "c"}) {
            chosen(requested, "k");
        }
        assertThat(networks.get("model1").closed).isFalse();
        assertThat(networks.get("model2").closed).isFalse();
        assertThat(networks.get("model3").closed).isFalse();
        assertThat(networks.get("a").closed).isTrue();
        selector.select(2, Selection.of("model1"));
        chosen("a", "k");
        assertThat(networks.get("model2").closed).isTrue();
    }

    @Test
    void aMissingRequestedModelFailsOnlyThatImage() {
        selector.select(1, Selection.of("model1"));
        missing.add("nothing");
        assertThatThrownBy(() -> chosen("nothing", "k")).hasRootCauseInstanceOf(ModelException.class);
        assertThat(chosen(null, "k")).isEqualTo("model1@1");
    }
}
