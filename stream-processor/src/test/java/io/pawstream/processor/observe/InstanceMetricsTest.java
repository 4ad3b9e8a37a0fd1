package io.pawstream.processor.observe;

import static io.pawstream.processor.observe.TestStatuses.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.InstanceStatus.Model;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.processor.models.ModelSelector.Active;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class InstanceMetricsTest {

    private static final Active ACTIVE = new Active(3, Selection.of("a"));

    private final TestRegistry registry = new TestRegistry();
    private final InstanceMetrics metrics = new InstanceMetrics(registry.meters(), 2);

    /** Samples of a metric, without help and type. */
    private List<String> samples(String name) {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .map(line -> line.substring(name.length()))
                .toList();
    }

    @Test
    void isUnknownBeforeTheFirstUpdate() {
        assertThat(samples("pawstream_stream_threads")).containsExactly(" 2.0");
        assertThat(samples("pawstream_ready")).containsExactly(" 0.0");
        assertThat(samples("pawstream_lag_records")).containsExactly(" NaN");
        assertThat(samples("pawstream_selection_active_revision")).containsExactly(" NaN");
        assertThat(samples("pawstream_model_info")).isEmpty();
    }

    @Test
    void showsTheLatestStatus() {
        metrics.update(status("i", 3, 4), ACTIVE, List.of(), true);
        assertThat(samples("pawstream_ready")).containsExactly(" 1.0");
        assertThat(samples("pawstream_lag_records")).containsExactly(" 7.0");
        assertThat(samples("pawstream_selection_active_revision")).containsExactly(" 3.0");
        assertThat(samples("pawstream_selection_desired_revision")).containsExactly(" 4.0");
        assertThat(samples("process_resident_memory_bytes")).containsExactly(" 4096.0");
        metrics.update(status("i", 4, 4), ACTIVE, List.of(), false);
        assertThat(samples("pawstream_ready")).containsExactly(" 0.0");
        assertThat(samples("pawstream_selection_active_revision")).containsExactly(" 4.0");
    }

    @Test
    void unknownMemoryIsNotANumber() {
        InstanceStatus status =
                new InstanceStatus("i", "pawstream", 3, 3, null, List.of(), 0, 0, 0, 0, null, TestStatuses.NO_COUNTS);
        metrics.update(status, ACTIVE, List.of(), true);
        assertThat(samples("process_resident_memory_bytes")).containsExactly(" NaN");
    }

    @Test
    void showsTheModelsOfTheRepository() {
        Model good = new Model("a", "1", "f".repeat(64), 0.95, null);
        Model broken = new Model("b", null, null, null, "it is broken");
        metrics.update(status("i", 3, 3, good, broken), ACTIVE, List.of(), true);
        assertThat(samples("pawstream_model_info"))
                .containsExactlyInAnyOrder(
                        "{loadable=\"true\",model=\"a\",sha256=\"" + "f".repeat(64) + "\",version=\"1\",} 1.0",
                        "{loadable=\"false\",model=\"b\",sha256=\"\",version=\"\",} 1.0");
        assertThat(samples("pawstream_model_accuracy")).containsExactly("{model=\"a\",version=\"1\",} 0.95");
    }

    @Test
    void removesAModelThatLeftTheRepository() {
        Model model = new Model("a", "1", "f".repeat(64), 0.95, null);
        metrics.update(status("i", 3, 3, model), ACTIVE, List.of(), true);
        metrics.update(status("i", 3, 3), ACTIVE, List.of(), true);
        assertThat(samples("pawstream_model_info")).isEmpty();
        assertThat(samples("pawstream_model_accuracy")).isEmpty();
    }

    @Test
    void showsTrafficSharesByRole() {
        Selection selection = new Selection("a", new TrafficShare("b", 0.25, null), new TrafficShare("c", 0.5, null));
        metrics.update(status("i", 3, 3), new Active(3, selection), List.of(), true);
        assertThat(samples("pawstream_model_traffic_share"))
                .containsExactlyInAnyOrder(
                        "{model=\"a\",role=\"default\",} 0.75",
                        "{model=\"b\",role=\"canary\",} 0.25",
                        "{model=\"c\",role=\"shadow\",} 0.5");
        metrics.update(status("i", 3, 3), ACTIVE, List.of(), true);
        assertThat(samples("pawstream_model_traffic_share")).containsExactly("{model=\"a\",role=\"default\",} 1.0");
    }

    @Test
    void showsKnownDriftOnly() {
        Drift.Reading both =
                new Drift.Reading(TestResults.card("a", "1"), OptionalDouble.of(0.3), OptionalDouble.of(0.1));
        Drift.Reading classes =
                new Drift.Reading(TestResults.card("b", "1"), OptionalDouble.empty(), OptionalDouble.of(0.2));
        metrics.update(status("i", 3, 3), ACTIVE, List.of(both, classes), true);
        assertThat(samples("pawstream_drift_index"))
                .containsExactlyInAnyOrder(
                        "{model=\"a\",of=\"confidence\",version=\"1\",} 0.3",
                        "{model=\"a\",of=\"class\",version=\"1\",} 0.1",
                        "{model=\"b\",of=\"class\",version=\"1\",} 0.2");
    }
}
