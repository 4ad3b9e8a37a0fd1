package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.model.ImageSize;
import io.pawstream.model.Prediction.ClassProbability;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.TestPngs;
import io.pawstream.processor.pipeline.Result.Classified;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models with another number of classes than two, and two models with different input sizes. */
@Timeout(30)
class ManyClassesTest {

    private FakeNetwork network = new FakeNetwork();
    private final FakeNetwork large = new FakeNetwork(FakeNetwork.CLASSES, new ImageSize(9, 7));
    private final ModelCache cache = new ModelCache(this::load, 2);
    private final ModelSelector selector = new ModelSelector(cache, Selection.of("default"));
    private final TestPipeline pipeline = new TestPipeline(selector, TestPipeline.NO_REFERENCES);

    @AfterEach
    void close() {
        network.permits.release(1_000);
        pipeline.close();
        cache.close();
    }

    private LoadedModel load(String name) {
        return (name.equals("large") ? large : network).model(name);
    }

    private CompletableFuture<Result> submit(String id, int red) {
        byte[] png = TestPngs.red(red);
        return pipeline.submit(
                TestRequest.of(() -> new ImageEvent(id, "test", null, null, null, null, null, null, png)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1_000})
    void eachImageOfABatchGetsItsOwnRow(int count) throws InterruptedException {
        List<String> classes =
                IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
        network = new FakeNetwork(classes, new ImageSize(4, 4));
        submit("warm-up", 1).join();
        network.permits.drainPermits();
        List<CompletableFuture<Result>> results = new ArrayList<>();
        results.add(submit("busy", 10));
        while (!network.permits.hasQueuedThreads()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        for (int red = 11; red < 15; red++) {
            results.add(submit("id-" + red, red));
        }
        network.permits.release(1_000);

        for (int i = 0; i < results.size(); i++) {
            Classified result = (Classified) results.get(i).join();
            assertThat(result.prediction().top()).hasSize(Math.min(count, TestPipeline.TOP));
            assertThat(result.prediction().top().subList(0, 3))
                    .containsExactly(
                            new ClassProbability("class 0", 1 - (10 + i) / 255f),
                            new ClassProbability("class 1", (10 + i) / 255f),
                            new ClassProbability("class 2", 0));
            PredictionEvent event = result.toEvent(new RecordAddress("images", 0, i));
            assertThat(event.label()).isEqualTo("class 0");
            assertThat(event.top()).hasSize(Math.min(count, TestPipeline.TOP));
        }
        assertThat(network.batches).containsExactly(1, 1, 4);
    }

    @Test
    void defaultAndCanaryMayHaveDifferentInputSizes() {
        TrafficShare half = new TrafficShare("large", 0.5, null);
        selector.select(1, new Selection("default", half, null));
        assertThat(selector.active().revision()).isEqualTo(1);
        List<CompletableFuture<Result>> results =
                IntStream.range(0, 60).mapToObj(i -> submit("id-" + i, i)).toList();
        int canary = 0;
        for (int i = 0; i < results.size(); i++) {
            Classified result = (Classified) results.get(i).join();
            boolean isCanary = half.has(null, "test", "id-" + i);
            canary += isCanary ? 1 : 0;
            assertThat(result.card().name()).isEqualTo(isCanary ? "large" : "default");
            assertThat(result.prediction().top().get(1).probability()).isEqualTo(i / 255f);
        }
        assertThat(canary).isBetween(10, 50);
    }
}
