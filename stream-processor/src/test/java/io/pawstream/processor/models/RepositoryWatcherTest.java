package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryWatcherTest {

    @TempDir
    private Path folder;

    private final Map<String, FakeNetwork> networks = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private final List<Boolean> trials = new ArrayList<>();
    private final ModelCache pool = new ModelCache(this::load, 2);

    @AfterEach
    void close() {
        pool.close();
    }

    private synchronized LoadedModel load(String name) throws ModelException {
        loads.incrementAndGet();
        if (broken.contains(name)) {
            throw new ModelException("it is broken");
        }
        FakeNetwork network = new FakeNetwork();
        networks.put(name, network);
        try {
            return network.model(name, Files.readString(folder.resolve(name).resolve(ModelDirectory.CARD_FILE)));
        } catch (IOException e) {
            throw new ModelException("it is gone", e);
        }
    }

    private void put(String name, int second) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        for (String file : new String[] {ModelDirectory.CARD_FILE, ModelDirectory.ONNX_FILE}) {
            Files.writeString(model.resolve(file), "of second " + second);
            Files.setLastModifiedTime(model.resolve(file), FileTime.fromMillis(second * 1000L));
        }
    }

    @Test
    void newModelsAreFoundAndLookedAtOnce() throws Exception {
        try (RepositoryWatcher watch = watch()) {
            watch.look();
            assertThat(watch.found()).isEmpty();
            put("model1", 1);
            watch.look();
            watch.look();
            assertThat(watch.found()).extracting(RepositoryWatcher.Found::name).containsExactly("model1");
            assertThat(loads).hasValue(1);
            assertThat(changes).hasValue(1);
            // Nothing needs it.
            assertThat(networks.get("model1").closed).isTrue();
        }
    }

    @Test
    void aModelInMemoryIsReplacedWhenItsFilesChange() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watch = watch()) {
            watch.look();
            LoadedModel before = pool.lease("model1").join();
            FakeNetwork old = networks.get("model1");
            put("model1", 2);
            watch.look();
            LoadedModel after = pool.lease("model1").join();
            assertThat(after).isNotSameAs(before);
            before.endLease();
            assertThat(old.closed).isTrue();
            assertThat(networks.get("model1").closed).isFalse();
        }
    }

    @Test
    void aModelInMemoryStaysWhenItsFilesAreOnlyTouched() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watch = watch()) {
            watch.look();
            LoadedModel before = pool.lease("model1").join();
            Files.setLastModifiedTime(
                    folder.resolve("model1").resolve(ModelDirectory.CARD_FILE), FileTime.fromMillis(2_000));
            watch.look();
            assertThat(pool.lease("model1").join()).isSameAs(before);
        }
    }

    @Test
    void whoAsksAtTheStartWaitsForTheFirstLook() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watch = watch()) {
            assertThat(watch.awaitFirstLook(Duration.ZERO)).isFalse();
            watch.start(Duration.ofHours(1));
            assertThat(watch.awaitFirstLook(Duration.ofSeconds(10))).isTrue();
            assertThat(watch.problem("model1")).isEmpty();
        }
    }

    @Test
    void aBrokenOneIsRefusedWithItsReasonAndTheOneBeforeStays() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watch = watch()) {
            watch.look();
            LoadedModel before = pool.lease("model1").join();
            broken.add("model1");
            put("model1", 2);
            watch.look();
            assertThat(watch.found()).singleElement().satisfies(found -> {
                assertThat(found.problem()).isEqualTo("it is broken");
                assertThat(found.card()).isNull();
            });
            assertThat(pool.lease("model1").join()).isSameAs(before);
            broken.clear();
            put("model1", 3);
            watch.look();
            assertThat(watch.found().get(0).problem()).isNull();
            assertThat(trials).containsExactly(true, false, true);
        }
    }

    @Test
    void oneThatIsTakenAwayIsNotListed() throws Exception {
        put("model1", 1);
        try (RepositoryWatcher watch = watch()) {
            watch.look();
            Files.delete(folder.resolve("model1").resolve(ModelDirectory.CARD_FILE));
            watch.look();
            assertThat(watch.found()).isEmpty();
            put("model1", 1);
            watch.look();
            assertThat(watch.found()).hasSize(1);
            assertThat(loads).hasValue(2);
        }
    }

    private RepositoryWatcher watch() {
        return new RepositoryWatcher(
                new ModelRepository(folder), this::load, pool, trials::add, changes::incrementAndGet);
    }
}
