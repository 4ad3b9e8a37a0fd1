package io.pawstream.processor.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.InstanceStatus.Counts;
import io.pawstream.model.ConfidenceBins;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveHistoryTest {

    private final LiveHistory history = new LiveHistory();

    /** An instance that has classified cats only, with high confidence and each within 20 to 30 ms. */
    private static InstanceStatus status(String name, long cats) {
        List<Long> confidence = new ArrayList<>(Collections.nCopies(ConfidenceBins.BOUNDS.size(), 0L));
        confidence.set(19, cats);
        List<Long> latency = new ArrayList<>(Collections.nCopies(InstanceStatus.LATENCY_BOUNDS.size() + 1, 0L));
        latency.set(3, cats);
        Counts counts = new Counts(Map.of("cat", cats), Map.of("empty", cats / 10), confidence, latency, cats, cats, 0);
        return new InstanceStatus(name, "pawstream", -1, -1, null, List.of(), 11, 10, 1, 7, null, counts);
    }

    @Test
    void sumsTheActivityOfAllInstances() {
        history.add(List.of(status("a", 100), status("b", 50)), 1_000);
        LiveHistory.Point point = history.add(List.of(status("a", 130), status("b", 60)), 2_000);
        assertThat(point.atMillis()).isEqualTo(2_000);
        assertThat(point.throughput().received()).isEqualTo(22);
        assertThat(point.throughput().classified()).isEqualTo(20);
        assertThat(point.throughput().rejected()).isEqualTo(2);
        assertThat(point.lagRecords()).isEqualTo(14);
        assertThat(point.counts().classes()).containsExactly(Map.entry("cat", 40L));
        assertThat(point.counts().rejections()).containsExactly(Map.entry("empty", 4L));
        assertThat(point.counts().confidence()).endsWith(0L, 40L);
        assertThat(point.counts().shadowAgreements()).isEqualTo(40);
        assertThat(point.latency().p50Seconds()).isCloseTo(0.025, within(1e-9));
        assertThat(point.latency().p99Seconds()).isCloseTo(0.0299, within(1e-9));
    }

    @Test
    void leavesOutCountsFromBeforeAnInstanceWasFirstSeen() {
        history.add(List.of(status("a", 10)), 1_000);
        LiveHistory.Point point = history.add(List.of(status("a", 10), status("b", 500)), 2_000);
        assertThat(point.counts().classes()).isEmpty();
        assertThat(point.latency().p50Seconds()).isNull();
    }

    @Test
    void countsAnInstanceFromZeroAfterItsRestart() {
        history.add(List.of(status("a", 1_000)), 1_000);
        assertThat(history.add(List.of(status("a", 20)), 2_000).counts().classes())
                .containsEntry("cat", 20L);
    }

    @Test
    void forgetsAnInstanceThatIsGone() {
        history.add(List.of(status("a", 100)), 1_000);
        assertThat(history.add(List.of(), 2_000).lagRecords()).isNull();
        assertThat(history.add(List.of(status("a", 300)), 3_000).counts().classes())
                .isEmpty();
    }

    @Test
    void percentilesCoverThreeSeconds() {
        history.add(List.of(status("a", 0)), 1_000);
        history.add(List.of(status("a", 10)), 2_000);
        for (int second = 3; second <= 4; second++) {
            assertThat(history.add(List.of(status("a", 10)), second * 1_000L)
                            .latency()
                            .p50Seconds())
                    .isNotNull();
        }
        assertThat(history.add(List.of(status("a", 10)), 5_000).latency().p50Seconds())
                .isNull();
    }

    @Test
    void aPointIsFlatJson() {
        history.add(List.of(status("a", 100)), 1_000);
        String json = new String(LiveFeed.json(history.add(List.of(status("a", 130)), 2_000)), UTF_8);
        assertThat(json)
                .startsWith("{\"atMillis\":2000,\"received\":11.0,\"classified\":10.0,\"rejected\":1.0,"
                        + "\"lagRecords\":7,\"p50Seconds\":0.025,\"p99Seconds\":0.029")
                .contains("\"counts\":{\"classes\":{\"cat\":30},\"rejections\":{\"empty\":3},");
    }

    @Test
    void keepsFiveMinutes() {
        for (int second = 1; second <= 400; second++) {
            history.add(List.of(), second * 1_000L);
        }
        assertThat(history.points()).hasSize(300).first().satisfies(point -> assertThat(point.atMillis())
                .isEqualTo(101_000));
    }
}
