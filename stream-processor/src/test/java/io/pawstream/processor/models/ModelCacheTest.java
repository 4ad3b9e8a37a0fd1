package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.selection.ModelReference;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelCacheTest {

    private final Map<String, FakeNetwork> networks = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private String version = "20260101.000000";
    private final ModelCache cache = new ModelCache(this::load, 2);

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void loadsAModelOnceHoweverOftenItIsLeased() {
        LoadedModel first = cache.lease(ModelReference.of("a")).join();
        LoadedModel second = cache.lease(ModelReference.of("a")).join();
        assertThat(second).isSameAs(first);
        assertThat(loads).hasValue(1);
    }

    @Test
    void evictsTheLeastRecentlyUsedModel() {
        cache.lease(ModelReference.of("a")).join().endLease();
        cache.lease(ModelReference.of("b")).join().endLease();
        cache.lease(ModelReference.of("a")).join().endLease();
        cache.lease(ModelReference.of("c")).join().endLease();
        assertThat(networks.get("b").closed).isTrue();
        assertThat(networks.get("a").closed).isFalse();
        cache.lease(ModelReference.of("b")).join().endLease();
        assertThat(loads).hasValue(4);
    }

    @Test
    void closesAModelOnlyWhenItsLastLeaseEnds() {
        LoadedModel leased = cache.lease(ModelReference.of("a")).join();
        cache.lease(ModelReference.of("b")).join().endLease();
        cache.lease(ModelReference.of("c")).join().endLease();
        assertThat(networks.get("a").closed).isFalse();
        leased.endLease();
        assertThat(networks.get("a").closed).isTrue();
    }

    @Test
    void loadsARequestedModelAgainOnlyAPauseAfterAFailure() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() ->
                            cache.leaseRequested(ModelReference.of("broken")).join())
                    .hasRootCauseInstanceOf(ModelException.class)
                    .hasRootCauseMessage("it is broken");
        }
        assertThat(loads).hasValueLessThan(100);
        while (loads.get() < 2) {
            assertThatThrownBy(() ->
                            cache.leaseRequested(ModelReference.of("broken")).join())
                    .hasRootCauseMessage("it is broken");
            Thread.sleep(10);
        }
    }

    @Test
    void loadsAModelOfTheSelectionAgainAfterAFailure() {
        assertThatThrownBy(() -> cache.lease(ModelReference.of("broken")).join())
                .hasRootCauseMessage("it is broken");
        assertThatThrownBy(() -> cache.lease(ModelReference.of("broken")).join())
                .hasRootCauseMessage("it is broken");
        assertThat(loads).hasValue(2);
    }

    @Test
    void loadsAgainAtOnceIfTheFilesHaveChanged() {
        assertThatThrownBy(
                        () -> cache.leaseRequested(ModelReference.of("broken")).join())
                .hasRootCauseMessage("it is broken");
        cache.forgetFailure("broken");
        assertThatThrownBy(
                        () -> cache.leaseRequested(ModelReference.of("broken")).join())
                .hasRootCauseMessage("it is broken");
        assertThat(loads).hasValue(2);
    }

    @Test
    void anErrorIsAModelThatCannotBeLoadedAndIsNotKept() {
        assertThatThrownBy(() -> cache.lease(ModelReference.of("huge")).join())
                .cause()
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Cannot reserve 50331648 bytes of direct buffer memory");
        cache.forgetFailure("huge");
        assertThat(cache.lease(ModelReference.of("huge")).join().card().name()).isEqualTo("huge");
    }

    @Test
    void keepsPinnedModels() {
        cache.lease(ModelReference.of("a")).join().endLease();
        cache.pin(Set.of(ModelReference.of("a")));
        cache.lease(ModelReference.of("b")).join().endLease();
        cache.lease(ModelReference.of("c")).join().endLease();
        assertThat(networks.get("a").closed).isFalse();
        assertThat(networks.get("b").closed).isTrue();
        cache.pin(Set.of());
        cache.lease(ModelReference.of("d")).join().endLease();
        assertThat(networks.get("a").closed).isTrue();
    }

    @Test
    void reloadReplacesAChangedModelInMemory() throws Exception {
        LoadedModel before = cache.lease(ModelReference.of("a")).join();
        FakeNetwork old = networks.get("a");
        cache.reload(before.card());
        assertThat(cache.lease(ModelReference.of("a")).join()).isSameAs(before);
        before.endLease();

        version = "20260102.000000";
        ModelCard changed = new FakeNetwork().model("a", version).card();
        cache.reload(changed);
        assertThat(cache.lease(ModelReference.of("a")).join().card()).isEqualTo(changed);
        assertThat(old.closed).isFalse();
        before.endLease();
        assertThat(old.closed).isTrue();

        cache.reload(new FakeNetwork().model("b", version).card());
        assertThat(networks).doesNotContainKey("b");
    }

    private LoadedModel load(String name) throws ModelException {
        loads.incrementAndGet();
        if (name.equals("broken")) {
            throw new ModelException("it is broken");
        }
        if (name.equals("huge") && loads.get() == 1) {
            throw new OutOfMemoryError("Cannot reserve 50331648 bytes of direct buffer memory");
        }
        FakeNetwork network = new FakeNetwork();
        networks.put(name, network);
        return network.model(name, version);
    }
}
