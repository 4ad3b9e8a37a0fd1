package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.selection.ModelReference;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RepositoryWatcherTest {

    @TempDir
    private Path directory;

    private final Map<String, FakeNetwork> networks = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private @Nullable Error error;
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private final List<Boolean> checks = new ArrayList<>();
    private final ModelCache cache = new ModelCache(this::load, 2);

    @AfterEach
    void close() {
        cache.close();
    }

    private synchronized LoadedModel load(String name) throws ModelException {
        loads.incrementAndGet();
        if (error != null) {
            throw error;
        }
        if (broken.contains(name)) {
            throw new ModelException("it is broken");
        }
        FakeNetwork network = new FakeNetwork();
        networks.put(name, network);
        try {
            return network.model(name, Files.readString(directory.resolve(name).resolve(ModelDirectory.CARD_FILE)));
        } catch (IOException e) {
            throw new ModelException("it is gone", e);
        }
    }

    private void put(String name, int second) throws IOException {
        Path model = Files.createDirectories(directory.resolve(name));
        for (String file : new String[] {ModelDirectory.CARD_FILE, ModelDirectory.ONNX_FILE}) {
            Files.writeString(model.resolve(file), "of second " + second);
            Files.setLastModifiedTime(model.resolve(file), FileTime.fromMillis(second * 1000L));
        }
    }

    @Test
    void checksNewModelsOnce() throws Exception {
        try (RepositoryWatcher watcher = watcher()) {
            watcher.scan();
            assertThat(watcher.models()).isEmpty();
            put("model1", 1);
            watcher.scan();
            watcher.scan();
            assertThat(watcher.models())
                    .extracting(RepositoryWatcher.CheckedModel::name)
                    .containsExactly("model1");
            assertThat(loads).hasValue(1);
            assertThat(changes).hasValue(1);
            // The check ends its lease.
            assertThat(networks.get("model1").closed).isTrue();
        }
    }

    @Test
    void replacesAModelInMemoryWhenItsFilesChange() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watcher = watcher()) {
            watcher.scan();
            LoadedModel before = cache.lease(ModelReference.of("model1")).join();
            FakeNetwork old = networks.get("model1");
            put("model1", 2);
            watcher.scan();
            LoadedModel after = cache.lease(ModelReference.of("model1")).join();
            assertThat(after).isNotSameAs(before);
            before.endLease();
            assertThat(old.closed).isTrue();
            assertThat(networks.get("model1").closed).isFalse();
        }
    }

    @Test
    void keepsAModelInMemoryWhenOnlyTimestampsChange() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watcher = watcher()) {
            watcher.scan();
            LoadedModel before = cache.lease(ModelReference.of("model1")).join();
            Files.setLastModifiedTime(
                    directory.resolve("model1").resolve(ModelDirectory.CARD_FILE), FileTime.fromMillis(2_000));
            watcher.scan();
            assertThat(cache.lease(ModelReference.of("model1")).join()).isSameAs(before);
        }
    }

    @Test
    void awaitsTheFirstScan() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watcher = watcher()) {
            assertThat(watcher.awaitFirstScan(Duration.ZERO)).isFalse();
            watcher.start(Duration.ZERO, Duration.ofHours(1));
            assertThat(watcher.awaitFirstScan(Duration.ofSeconds(10))).isTrue();
            assertThat(watcher.error("model1")).isEmpty();
        }
    }

    @Test
    void reportsABrokenModelAndKeepsTheOlderVersion() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watcher = watcher()) {
            watcher.scan();
            LoadedModel before = cache.lease(ModelReference.of("model1")).join();
            broken.add("model1");
            put("model1", 2);
            watcher.scan();
            assertThat(watcher.models()).singleElement().satisfies(model -> {
                assertThat(model.error()).isEqualTo("it is broken");
                assertThat(model.card()).isNull();
            });
            assertThat(cache.lease(ModelReference.of("model1")).join()).isSameAs(before);
            broken.clear();
            put("model1", 3);
            watcher.scan();
            assertThat(watcher.models().get(0).error()).isNull();
            assertThat(checks).containsExactly(true, false, true);
        }
    }

    @Test
    void anErrorDoesNotEndTheWatchAndIsTriedAgain() throws Exception {
        put("model1", 1);
        error = new OutOfMemoryError("Cannot reserve 50331648 bytes of direct buffer memory");
        try (RepositoryWatcher watcher = watcher()) {
            watcher.scan();
            assertThat(watcher.error("model1")).get().asString().contains("Cannot reserve 50331648 bytes");
            error = null;
            watcher.scan();
            assertThat(watcher.error("model1")).isPresent();
            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(31));
            watcher.scan();
            assertThat(watcher.error("model1")).isEmpty();
            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(31));
            watcher.scan();
            assertThat(checks).containsExactly(false, true);
        }
    }

    @Test
    void scansAgainAfterAnError() throws Exception {
        put("model1", 1);
        AtomicInteger calls = new AtomicInteger();
        Runnable failsOnce = () -> {
            if (calls.incrementAndGet() == 1) {
                throw new LinkageError("thrown once by the listener");
            }
        };
        try (RepositoryWatcher watcher = new RepositoryWatcher(
                new ModelRepository(directory), this::load, cache, checks::add, failsOnce, nanoTime::get)) {
            watcher.start(Duration.ZERO, Duration.ofMillis(10));
            assertThat(watcher.awaitFirstScan(Duration.ofSeconds(10))).isTrue();
            put("model2", 1);
            while (watcher.error("model2").isPresent()) {
                Thread.sleep(10);
            }
        }
    }

    @Test
    void reportsWhyAModelCannotBeLoaded() throws Exception {
        try (RepositoryWatcher watcher = watcher()) {
            assertThat(watcher.error("model9"))
                    .hasValue("model \"model9\" not found in the repository of this instance; available: none");
            put("model1", 1);
            put("model2", 1);
            broken.add("model2");
            watcher.scan();
            assertThat(watcher.error("model1")).isEmpty();
            assertThat(watcher.error("model2")).hasValue("model \"model2\" cannot be loaded: it is broken");
            assertThat(watcher.error("model9")).get().asString().endsWith("; available: model1, model2");
        }
    }

    @Test
    void reportsTheStatusOfEachModel() throws Exception {
        put("model1", 1);
        put("model2", 1);
        broken.add("model2");
        try (RepositoryWatcher watcher = watcher()) {
            watcher.scan();
            assertThat(watcher.statuses())
                    .containsExactly(
                            new InstanceStatus.Model("model1", "of second 1", "0".repeat(64), null, null),
                            new InstanceStatus.Model("model2", null, null, null, "it is broken"));
        }
    }

    @Test
    void doesNotListARemovedModel() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watcher = watcher()) {
            watcher.scan();
            Files.delete(directory.resolve("model1").resolve(ModelDirectory.CARD_FILE));
            watcher.scan();
            assertThat(watcher.models()).isEmpty();
            put("model1", 1);
            watcher.scan();
            assertThat(watcher.models()).hasSize(1);
            assertThat(loads).hasValue(2);
        }
    }

    private RepositoryWatcher watcher() {
        return new RepositoryWatcher(
                new ModelRepository(directory),
                this::load,
                cache,
                checks::add,
                changes::incrementAndGet,
                nanoTime::get);
    }
}
