package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.InstanceStatus.Counts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsSumTest {

    private final CountsSum sum = new CountsSum();

    /** Counts of an instance with cats of the highest confidence in bin 3 of the latency, and rejections in bin 0. */
    private static Counts counts(long cats, long rejections) {
        List<Long> confidence = zeros(InstanceStatus.CONFIDENCE_BOUNDS.size());
        confidence.set(19, cats);
        List<Long> latency = zeros(InstanceStatus.LATENCY_BOUNDS.size() + 1);
        latency.set(3, cats);
        latency.set(0, rejections);
        return new Counts(
                Map.of("cat", cats), Map.of("empty", rejections), confidence, latency, 2 * cats, cats, rejections);
    }

    private static List<Long> zeros(int size) {
        return new ArrayList<>(Collections.nCopies(size, 0L));
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(sum.second().classes()).isEmpty();
        assertThat(sum.second().shadowPredictions()).isZero();
        assertThat(sum.latency()).isEmpty();
    }

    @Test
    void addsTheDifferencesOfAllInstances() {
        sum.addSince(counts(110, 6), counts(100, 5));
        sum.addSince(counts(50, 4), counts(30, 4));
        assertThat(sum.second().classes()).isEqualTo(Map.of("cat", 30L));
        assertThat(sum.second().rejections()).isEqualTo(Map.of("empty", 1L));
        assertThat(sum.second().confidence()).hasSize(20).endsWith(0L, 30L);
        assertThat(sum.second().shadowPredictions()).isEqualTo(60);
        assertThat(sum.second().shadowAgreements()).isEqualTo(30);
        assertThat(sum.latency()).hasSize(20).startsWith(1L, 0L, 0L, 30L, 0L);
    }

    @Test
    void leavesOutClassesAndReasonsWithoutNewResults() {
        sum.addSince(counts(100, 5), counts(100, 5));
        assertThat(sum.second().classes()).isEmpty();
        assertThat(sum.second().rejections()).isEmpty();
        assertThat(sum.second().confidence()).containsOnly(0L);
    }

    @Test
    void addsAllCountsOfAnInstanceThatRestarted() {
        sum.addSince(counts(20, 1), counts(1_000, 50));
        assertThat(sum.second().classes()).isEqualTo(Map.of("cat", 20L));
        assertThat(sum.second().rejections()).isEqualTo(Map.of("empty", 1L));
        assertThat(sum.second().confidence()).endsWith(0L, 20L);
        assertThat(sum.second().shadowPredictions()).isEqualTo(40);
        assertThat(sum.second().shadowAgreements()).isEqualTo(20);
        assertThat(sum.latency()).startsWith(1L, 0L, 0L, 20L);
    }

    @Test
    void sumsListsElementByElement() {
        assertThat(CountsSum.sum(List.of(List.of(1L, 2L), List.of(), List.of(10L, 20L, 30L))))
                .containsExactly(11L, 22L, 30L);
        assertThat(CountsSum.sum(List.of())).isEmpty();
    }
}
