package io.pawstream.processor.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.processor.LogLines;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelSelectorTest {

    private final Map<String, FakeNetwork> networks = new ConcurrentHashMap<>();
    private String sha256 = "0".repeat(64);
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
        FakeNetwork network =
                name.equals("fox") ? new FakeNetwork(List.of("dog", "fox"), new ImageSize(4, 4)) : new FakeNetwork();
        networks.put(name, network);
        return network.model(network.card(name, "1").withSha256(sha256));
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
    void keepsTheActiveSelectionIfACanaryOrShadowHasOtherClasses() {
        selector.select(1, Selection.of("model1"));
        TrafficShare fox = new TrafficShare("fox", 0.1, null);
        selector.select(2, new Selection("model1", fox, null));
        assertThat(selector.active().revision()).isEqualTo(1);
        assertThat(selector.desired().error())
                .isEqualTo(
                        "canary \"fox\" has other classes than the default model \"model1\": it lacks cat and adds fox;"
                                + " both models must have the same classes, in any order");
        selector.select(3, new Selection("model1", null, fox));
        assertThat(selector.desired().error()).startsWith("shadow \"fox\" has other classes");
        selector.select(4, Selection.of("fox"));
        assertThat(selector.active().revision()).isEqualTo(4);
    }

    @Test
    void keepsTheActiveSelectionIfAModelHasOtherBytesThanRequired() {
        selector.select(1, Selection.of("model1"));
        selector.select(2, new Selection("model2", "1".repeat(64), null, null));
        assertThat(selector.active().revision()).isEqualTo(1);
        assertThat(selector.desired().error())
                .isEqualTo("model \"model2\" in the repository of this instance has sha256 " + "0".repeat(64)
                        + ", but the selection requires " + "1".repeat(64)
                        + "; restore the files, or select the model with another sha256");
        sha256 = "1".repeat(64);
        selector.retry();
        assertThat(selector.active().revision()).isEqualTo(2);
    }

    /** An event that requests the model by name gets the required bytes too. */
    @Test
    void aModelWithRequiredBytesStaysWhenItsFilesChange() throws Exception {
        selector.select(2, new Selection("model2", "0".repeat(64), null, null));
        FakeNetwork required = networks.get("model2");
        sha256 = "1".repeat(64);
        try (LogLines log = new LogLines(ModelCache.class)) {
            cache.reload(required.card("model2", "1").withSha256(sha256));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN the loaded model stays: model \"model2\" in the repository of this instance has")
                    .contains("requires " + "0".repeat(64));
        }
        assertThat(chosen(null, "k")).isEqualTo("model2@2");
        assertThat(chosen("model2", "k")).isEqualTo("model2@2");
        assertThat(networks.get("model2")).isSameAs(required);

        selector.select(3, new Selection("model2", sha256, null, null));
        assertThat(chosen(null, "k")).isEqualTo("model2@3");
        assertThat(networks.get("model2")).isNotSameAs(required);
        assertThat(required.closed).isTrue();
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
