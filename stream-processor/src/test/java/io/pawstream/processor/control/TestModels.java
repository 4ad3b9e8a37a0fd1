package io.pawstream.processor.control;

import io.pawstream.contract.selection.Selection;
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

/** A repository of fake models and a selector with the configured default model1. Models named broken cannot be loaded. */
final class TestModels implements AutoCloseable {

    final ModelSelector selector;
    final RepositoryWatcher repository;
    private final ModelCache cache;

    TestModels(Path directory, String... names) throws IOException {
        for (String name : names) {
            Path model = Files.createDirectories(directory.resolve(name));
            Files.writeString(model.resolve(ModelDirectory.CARD_FILE), "fake");
            Files.writeString(model.resolve(ModelDirectory.ONNX_FILE), "fake");
        }
        cache = new ModelCache(TestModels::load, 2);
        selector = new ModelSelector(cache, Selection.of("model1"));
        repository = new RepositoryWatcher(
                new ModelRepository(directory),
                TestModels::load,
                cache,
                passed -> {},
                selector::retry,
                System::nanoTime);
    }

    private static LoadedModel load(String name) throws ModelException {
        if (name.equals("broken")) {
            throw new ModelException("it is broken");
        }
        return new FakeNetwork().model(name);
    }

    void scan() throws InterruptedException {
        repository.start(Duration.ofHours(1));
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
