package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelCacheTest {

    private final Map<String, FakeNetwork> networks = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private String version = "20260101.000000";
    private final ModelCache pool = new ModelCache(this::load, 2);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void loadsAModelOnceHoweverOftenItIsLeased() {
        LoadedModel first = pool.lease("a").join();
        LoadedModel second = pool.lease("a").join();
        assertThat(second).isSameAs(first);
        assertThat(loads).hasValue(1);
    }

    @Test
    void letsTheModelGoThatWasNotUsedForTheLongest() {
        pool.lease("a").join().endLease();
        pool.lease("b").join().endLease();
        pool.lease("a").join().endLease();
        pool.lease("c").join().endLease();
        assertThat(networks.get("b").closed).isTrue();
        assertThat(networks.get("a").closed).isFalse();
        pool.lease("b").join().endLease();
        assertThat(loads).hasValue(4);
    }

    @Test
    void closesAModelOnlyWhenItsLastLeaseEnds() {
        LoadedModel leased = pool.lease("a").join();
        pool.lease("b").join().endLease();
        pool.lease("c").join().endLease();
        assertThat(networks.get("a").closed).isFalse();
        leased.endLease();
        assertThat(networks.get("a").closed).isTrue();
    }

    @Test
    void triesAgainAfterAModelCouldNotBeLoaded() {
        assertThatThrownBy(() -> pool.lease("broken").join())
                .hasRootCauseInstanceOf(ModelException.class)
                .hasRootCauseMessage("it is broken");
        assertThatThrownBy(() -> pool.lease("broken").join()).hasRootCauseMessage("it is broken");
        assertThat(loads).hasValue(2);
    }

    @Test
    void keepsWhatIsPinned() {
        pool.lease("a").join().endLease();
        pool.pin(Set.of("a"));
        pool.lease("b").join().endLease();
        pool.lease("c").join().endLease();
        assertThat(networks.get("a").closed).isFalse();
        assertThat(networks.get("b").closed).isTrue();
        pool.pin(Set.of());
        pool.lease("d").join().endLease();
        assertThat(networks.get("a").closed).isTrue();
    }

    @Test
    void aModelThatHasChangedTakesThePlaceOfTheOneBeforeAndOfNoOther() throws Exception {
        LoadedModel before = pool.lease("a").join();
        FakeNetwork old = networks.get("a");
        pool.reload(before.card());
        assertThat(pool.lease("a").join()).isSameAs(before);
        before.endLease();

        version = "20260102.000000";
        ModelCard changed = new FakeNetwork().model("a", version).card();
        pool.reload(changed);
        assertThat(pool.lease("a").join().card()).isEqualTo(changed);
        assertThat(old.closed).isFalse();
        before.endLease();
        assertThat(old.closed).isTrue();

        pool.reload(new FakeNetwork().model("b", version).card());
        assertThat(networks).doesNotContainKey("b");
    }

    private LoadedModel load(String name) throws ModelException {
        loads.incrementAndGet();
        if (name.equals("broken")) {
            throw new ModelException("it is broken");
        }
        FakeNetwork network = new FakeNetwork();
        networks.put(name, network);
        return network.model(name, version);
    }
}
