package io.pawstream.processor.observe;

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

    /** An instance that has classified so many cats, all surely and each within 20 to 30 ms. */
    private static InstanceStatus status(String name, long cats) {
        List<Long> confidence = new ArrayList<>(Collections.nCopies(ConfidenceBins.BOUNDS.size(), 0L));
        confidence.set(9, cats);
        List<Long> latency = new ArrayList<>(Collections.nCopies(InstanceStatus.LATENCY_BOUNDS.size() + 1, 0L));
        latency.set(3, cats);
        Counts counts = new Counts(Map.of("cat", cats), Map.of("empty", cats / 10), confidence, latency, cats, cats, 0);
        return new InstanceStatus(name, "pawstream", -1, -1, null, List.of(), 11, 10, 1, 7, null, counts);
    }

    @Test
    void aSecondIsWhatAllInstancesDidInIt() {
        history.add(List.of(status("a", 100), status("b", 50)), 1_000);
        LiveHistory.Point point = history.add(List.of(status("a", 130), status("b", 60)), 2_000);
        assertThat(point.atMillis()).isEqualTo(2_000);
        assertThat(point.received()).isEqualTo(22);
        assertThat(point.classified()).isEqualTo(20);
        assertThat(point.rejected()).isEqualTo(2);
        assertThat(point.lagRecords()).isEqualTo(14);
        assertThat(point.counts().classes()).containsExactly(Map.entry("cat", 40L));
        assertThat(point.counts().rejections()).containsExactly(Map.entry("empty", 4L));
        assertThat(point.counts().confidence()).endsWith(0L, 40L);
        assertThat(point.counts().shadowAgreements()).isEqualTo(40);
        assertThat(point.p50Seconds()).isCloseTo(0.025, within(1e-9));
        assertThat(point.p99Seconds()).isCloseTo(0.0299, within(1e-9));
    }

    @Test
    void whatAnInstanceDidBeforeItWasSeenBelongsToNoSecond() {
        history.add(List.of(status("a", 10)), 1_000);
        LiveHistory.Point point = history.add(List.of(status("a", 10), status("b", 500)), 2_000);
        assertThat(point.counts().classes()).isEmpty();
        assertThat(point.p50Seconds()).isNull();
    }

    @Test
    void anInstanceThatStartedAnewCountsFromNothing() {
        history.add(List.of(status("a", 1_000)), 1_000);
        assertThat(history.add(List.of(status("a", 20)), 2_000).counts().classes())
                .containsEntry("cat", 20L);
    }

    @Test
    void itGoesBackFiveMinutes() {
        for (int second = 1; second <= 400; second++) {
            history.add(List.of(), second * 1_000L);
        }
        assertThat(history.points()).hasSize(300).first().satisfies(point -> assertThat(point.atMillis())
                .isEqualTo(101_000));
    }
}
