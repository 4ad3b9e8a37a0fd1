package io.pawstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.RepositoryWatcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelStartTest {

    @TempDir
    private Path directory;

    private final List<String> terminations = new CopyOnWriteArrayList<>();
    private final ModelCache cache = new ModelCache(ModelStartTest::load, 2);
    private final InitialSelection initial = new InitialSelection();
    private RepositoryWatcher repository;

    private static LoadedModel load(String name) throws ModelException {
        if (name.equals("missing")) {
            throw new ModelException("model \"missing\" not found");
        }
        return new FakeNetwork().model(name);
    }

    private final class RecordingTermination extends Termination {
        @Override
        void fatal(int exitCode, String message, Throwable failure) {
            terminations.add(exitCode + " " + message + (failure == null ? "" : ": " + failure.getMessage()));
        }
    }

    @BeforeEach
    void create() {
        repository = new RepositoryWatcher(
                new ModelRepository(directory), ModelStartTest::load, cache, passed -> {}, () -> {}, System::nanoTime);
    }

    @AfterEach
    void close() {
        repository.close();
        cache.close();
    }

    private ModelSelector start(String configured, BooleanSupplier readSelection) throws InterruptedException {
        ModelSelector selector = new ModelSelector(cache, Selection.of(configured));
        ModelStart start =
                new ModelStart(selector, repository, Duration.ofHours(1), initial, new RecordingTermination());
        start.start(readSelection);
        start.join();
        return selector;
    }

    @Test
    void activatesTheConfiguredSelectionWithoutAnotherOne() throws InterruptedException {
        ModelSelector selector = start("model1", () -> true);
        assertThat(selector.active()).isEqualTo(new ModelSelector.Active(-1, Selection.of("model1")));
        assertThat(initial.isComplete()).isTrue();
        assertThat(repository.awaitFirstScan(Duration.ofSeconds(20))).isTrue();
        assertThat(terminations).isEmpty();
    }

    @Test
    void doesNotCompleteIfTheServiceStopsMeanwhile() throws InterruptedException {
        start("model1", () -> false);
        assertThat(initial.isComplete()).isFalse();
        assertThat(repository.awaitFirstScan(Duration.ZERO)).isFalse();
        assertThat(terminations).isEmpty();
    }

    @Test
    void endsTheProcessIfTheDefaultModelCannotBeLoaded() throws InterruptedException {
        start("missing", () -> true);
        assertThat(terminations).containsExactly("1 cannot load the default model: model \"missing\" not found");
    }

    @Test
    void endsTheProcessIfTheThreadFails() throws InterruptedException {
        start("model1", () -> {
            throw new IllegalStateException("defect");
        });
        assertThat(terminations).containsExactly("1 the service cannot start: defect");
        assertThat(initial.isComplete()).isFalse();
    }

    @Test
    void joiningBeforeTheStartReturns() throws InterruptedException {
        ModelSelector selector = new ModelSelector(cache, Selection.of("model1"));
        new ModelStart(selector, repository, Duration.ofHours(1), initial, new RecordingTermination()).join();
        assertThat(initial.isComplete()).isFalse();
    }
}
