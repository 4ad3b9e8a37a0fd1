package io.pawstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private final List<String> actions = new ArrayList<>();

    private Step step(String name) {
        return new Step(name, () -> actions.add("start " + name), () -> actions.add("stop " + name));
    }

    private static Step.Action failing(Exception failure) {
        return () -> {
            throw failure;
        };
    }

    @Test
    void startsInOrderAndStopsInReverseOrder() {
        Lifecycle lifecycle = new Lifecycle(List.of(step("a"), step("b"), step("c")));
        lifecycle.start();
        assertThat(actions).containsExactly("start a", "start b", "start c");
        actions.clear();
        lifecycle.stop();
        assertThat(actions).containsExactly("stop c", "stop b", "stop a");
    }

    @Test
    void aStepThatOnlyStopsStartsWithoutAnAction() {
        Lifecycle lifecycle = new Lifecycle(List.of(Step.stopping("a", () -> actions.add("stop a")), step("b")));
        lifecycle.start();
        lifecycle.stop();
        assertThat(actions).containsExactly("start b", "stop b", "stop a");
    }

    @Test
    void aFailingStartNamesItsStepAndEndsTheStart() {
        IOException failure = new IOException("no broker");
        Lifecycle lifecycle = new Lifecycle(
                List.of(step("a"), new Step("the replay", failing(failure), () -> actions.add("stop")), step("c")));
        assertThatThrownBy(lifecycle::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot start the replay: no broker")
                .hasCause(failure);
        assertThat(actions).containsExactly("start a");
    }

    @Test
    void aFailingStopDoesNotKeepOthersFromStopping() {
        Step checked = Step.stopping("checked", failing(new IOException("gone")));
        Step unchecked = Step.stopping("unchecked", failing(new IllegalStateException("defect")));
        new Lifecycle(List.of(step("a"), checked, step("b"), unchecked, step("c"))).stop();
        assertThat(actions).containsExactly("stop c", "stop b", "stop a");
    }

    @Test
    void anInterruptEndsTheStartAndStaysSet() {
        Lifecycle lifecycle =
                new Lifecycle(List.of(new Step("models", failing(new InterruptedException()), () -> {}), step("b")));
        assertThatThrownBy(lifecycle::start).hasMessage("interrupted while starting models");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(actions).isEmpty();
    }

    @Test
    void anInterruptDoesNotKeepOthersFromStopping() {
        new Lifecycle(List.of(step("a"), Step.stopping("models", failing(new InterruptedException())))).stop();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(actions).containsExactly("stop a");
    }
}
