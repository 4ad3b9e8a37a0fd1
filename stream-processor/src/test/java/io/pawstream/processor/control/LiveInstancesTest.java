package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.processor.FakeClock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LiveInstancesTest {

    private final FakeClock clock = new FakeClock();
    private final LiveInstances instances = new LiveInstances(clock);

    private void update(String name, byte[] value) {
        instances.update(new ConsumerRecord<>("instances", 0, 0, name == null ? null : name.getBytes(UTF_8), value));
    }

    private void report(String name, long revision) {
        update(name, TestStatuses.status(name, revision, revision, null).toJson());
    }

    private List<String> alive() {
        return instances.alive().stream().map(InstanceStatus::instance).toList();
    }

    @Test
    void listsInstancesByName() {
        assertThat(alive()).isEmpty();
        report("b", 1);
        report("a", 1);
        assertThat(alive()).containsExactly("a", "b");
    }

    @Test
    void keepsTheLatestStatusOfAnInstance() {
        report("a", 1);
        report("a", 2);
        assertThat(instances.alive()).singleElement().satisfies(status -> assertThat(status.activeRevision())
                .isEqualTo(2));
    }

    @Test
    void forgetsAnInstanceThatHasNotReportedForFiveSeconds() {
        report("a", 1);
        clock.millis = 3_000;
        report("b", 1);
        clock.millis = 5_000;
        assertThat(alive()).containsExactly("a", "b");
        clock.millis = 5_001;
        assertThat(alive()).containsExactly("b");
        report("a", 1);
        assertThat(alive()).containsExactly("a", "b");
        clock.millis = 20_000;
        assertThat(alive()).isEmpty();
    }

    @Test
    void removesAnInstanceThatPublishedItsEnd() {
        report("a", 1);
        report("b", 1);
        update("a", null);
        update("unknown", null);
        assertThat(alive()).containsExactly("b");
    }

    @Test
    void ignoresAMalformedRecord() {
        report("a", 1);
        update("a", "no status".getBytes(UTF_8));
        update("b", "{}".getBytes(UTF_8));
        update(null, new byte[0]);
        assertThat(alive()).containsExactly("a");
    }

    @Test
    void aRecordWithoutKeyOrValueRemovesNothing() {
        report("a", 1);
        update(null, null);
        assertThat(alive()).containsExactly("a");
    }
}
