package io.pawstream.contract.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficShareTest {

    private static final int KEYS = 40_000;

    private static byte[] key(int number) {
        return ("run-17-" + number).getBytes(UTF_8);
    }

    @Test
    void theShareIsEvenInEveryPartition() {
        int partitions = 8;
        int[] all = new int[partitions];
        int[] chosen = new int[partitions];
        TrafficShare tenth = new TrafficShare("model1", 0.1, "2026");
        for (int i = 0; i < KEYS; i++) {
            int partition = Utils.toPositive(Utils.murmur2(key(i))) % partitions; // Kafka's default partitioner.
            all[partition]++;
            chosen[partition] += tenth.has(key(i), "source", "id") ? 1 : 0;
        }
        for (int partition = 0; partition < partitions; partition++) {
            // Three standard deviations of 5,000 draws are 0.013.
            assertThat((double) chosen[partition] / all[partition])
                    .as("partition %d", partition)
                    .isCloseTo(0.1, within(0.015));
        }
    }

    @Test
    void theFormulaOfTheSchema() {
        // echo -n saltkey | sha256sum begins with 4a466ea0657e4795, which is 581 modulo 10,000.
        int bucket = IntStream.range(0, 10_000)
                .filter(step -> new TrafficShare("m", (step + 1) / 10_000.0, "salt").has("key".getBytes(UTF_8), "", ""))
                .findFirst()
                .orElseThrow();
        assertThat(bucket).isEqualTo(581);
    }

    @Test
    void allOrNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(new TrafficShare("model1", 1, null).has(key(i), "s", "i"))
                    .isTrue();
            assertThat(new TrafficShare("model1", 0, null).has(key(i), "s", "i"))
                    .isFalse();
        }
    }

    @Test
    void aLargerShareContainsTheSmallerOneAndASaltSelectsOtherImages() {
        TrafficShare small = new TrafficShare("model1", 0.2, "a");
        TrafficShare large = new TrafficShare("model1", 0.4, "a");
        TrafficShare other = new TrafficShare("model1", 0.2, "b");
        int both = 0;
        for (int i = 0; i < KEYS; i++) {
            if (small.has(key(i), "s", "i")) {
                assertThat(large.has(key(i), "s", "i")).isTrue();
                both += other.has(key(i), "s", "i") ? 1 : 0;
            }
        }
        assertThat((double) both / KEYS).isCloseTo(0.04, within(0.005));
    }

    @Test
    void sourceAndIdReplaceAMissingKey() {
        TrafficShare half = new TrafficShare("model1", 0.5, null);
        long chosen = IntStream.range(0, KEYS)
                .filter(i -> half.has(null, "camera", "image-" + i))
                .count();
        assertThat((double) chosen / KEYS).isCloseTo(0.5, within(0.01));
        assertThat(half.has(null, "camera", "image-1")).isEqualTo(half.has("cameraimage-1".getBytes(UTF_8), "x", "y"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aShareIsBetween0And1(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrafficShare("model1", share, null))
                .withMessageContaining("share of model1 is " + share)
                .withMessageContaining("it must be 0 to 1");
    }
}
