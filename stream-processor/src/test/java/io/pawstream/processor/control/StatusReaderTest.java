package io.pawstream.processor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.selection.Selection;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusReaderTest {

    @TempDir
    private Path directory;

    private TestInstance instance;

    @BeforeEach
    void create() throws Exception {
        instance = new TestInstance(directory);
    }

    @AfterEach
    void close() {
        instance.close();
    }

    @Test
    void readsAnIdleInstance() {
        InstanceStatus status = instance.reader.read();
        assertThat(status.instance()).isEqualTo("instance-1");
        assertThat(status.applicationId()).isEqualTo("pawstream");
        assertThat(status.activeRevision()).isEqualTo(-1);
        assertThat(status.desiredRevision()).isEqualTo(-1);
        assertThat(status.error()).isNull();
        assertThat(status.models()).isEmpty();
        assertThat(status.receivedPerSecond()).isZero();
        assertThat(status.lagRecords()).isEqualTo(TestInstance.LAG);
    }

    @Test
    void readsModelsAndSelections() throws Exception {
        instance.models.scan();
        instance.models.selector.select(3, Selection.of("model1"));
        instance.models.selector.select(4, Selection.of("broken"));
        InstanceStatus status = instance.reader.read();
        assertThat(status.models()).extracting(InstanceStatus.Model::name).containsExactly("broken", "model1");
        assertThat(status.activeRevision()).isEqualTo(3);
        assertThat(status.desiredRevision()).isEqualTo(4);
        assertThat(status.error()).isEqualTo("it is broken");
    }

    @Test
    void reportsThatTheRepositoryHasOtherBytesThanTheSelectionRequires() throws Exception {
        instance.models.selector.select(3, new Selection("model1", "0".repeat(64), null, null));
        instance.models.scan();
        assertThat(instance.reader.read().error()).isNull();
        instance.models.replace("model1", "1".repeat(64));
        InstanceStatus status = instance.reader.read();
        assertThat(status.activeRevision()).isEqualTo(3);
        assertThat(status.desiredRevision()).isEqualTo(3);
        assertThat(status.error())
                .startsWith("model \"model1\" in the repository of this instance has sha256 " + "1".repeat(64))
                .contains("the selection requires " + "0".repeat(64));
    }

    @Test
    void ratesAreThoseSinceTheLastRead() {
        instance.reader.read();
        for (int i = 0; i < 4; i++) {
            instance.classify();
        }
        instance.reject();
        InstanceStatus busy = instance.reader.read();
        assertThat(busy.classifiedPerSecond()).isPositive();
        assertThat(busy.receivedPerSecond() / busy.classifiedPerSecond()).isCloseTo(1.25, within(1e-9));
        assertThat(busy.rejectedPerSecond() / busy.classifiedPerSecond()).isCloseTo(0.25, within(1e-9));
        assertThat(busy.counts().classes()).isEqualTo(Map.of("dog", 4L));
        InstanceStatus idle = instance.reader.read();
        assertThat(idle.receivedPerSecond()).isZero();
        assertThat(idle.classifiedPerSecond()).isZero();
        assertThat(idle.rejectedPerSecond()).isZero();
        assertThat(idle.counts()).isEqualTo(busy.counts());
    }

    @Test
    void anInstanceIsNamedAfterHostAndPortByDefault() {
        assertThat(StatusReader.Identity.defaultInstance(8081)).matches("[^:]+:8081");
    }
}
