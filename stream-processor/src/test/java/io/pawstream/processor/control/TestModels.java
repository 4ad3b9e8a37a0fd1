package io.pawstream.processor.control;

import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.RepositoryWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A repository of fake models and a selector with the configured default model1. Models named broken cannot be loaded. */
final class TestModels implements AutoCloseable {

    final ModelSelector selector;
    final RepositoryWatcher repository;
    private final ModelCache cache;
    private final Path directory;
    private final Map<String, String> hashes = new ConcurrentHashMap<>();

    TestModels(Path directory, String... names) throws IOException {
        for (String name : names) {
            Path model = Files.createDirectories(directory.resolve(name));
            Files.writeString(model.resolve(ModelDirectory.CARD_FILE), "fake");
            Files.writeString(model.resolve(ModelDirectory.ONNX_FILE), "fake");
        }
        this.directory = directory;
        cache = new ModelCache(this::load, 2);
        selector = new ModelSelector(cache, Selection.of("model1"));
        repository = new RepositoryWatcher(
                new ModelRepository(directory), this::load, cache, passed -> {}, selector::retry, System::nanoTime);
    }

    private LoadedModel load(String name) throws ModelException {
        if (name.equals("broken")) {
            throw new ModelException("it is broken");
        }
        FakeNetwork network =
                name.equals("fox") ? new FakeNetwork(List.of("dog", "fox"), new ImageSize(4, 4)) : new FakeNetwork();
        return network.model(network.card(name, "1").withSha256(hashes.getOrDefault(name, "0".repeat(64))));
    }

    /** Replaces the files of a model, and waits until the repository has been scanned. */
    void replace(String name, String sha256) throws IOException {
        hashes.put(name, sha256);
        Files.writeString(directory.resolve(name).resolve(ModelDirectory.ONNX_FILE), sha256);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (repository.statuses().stream().noneMatch(model -> sha256.equals(model.sha256()))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the repository was not scanned again within 20 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    void scan() throws InterruptedException {
        repository.start(Duration.ZERO, Duration.ofMillis(50));
        if (!repository.awaitFirstScan(Duration.ofSeconds(20))) {
            throw new IllegalStateException("the repository was not scanned within 20 s");
        }
    }

    @Override
    public void close() {
        repository.close();
        cache.close();
    }
}
