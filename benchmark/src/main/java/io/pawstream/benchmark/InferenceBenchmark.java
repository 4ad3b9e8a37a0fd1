package io.pawstream.benchmark;

import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Batches through a model, on one thread; the score is batches a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InferenceBenchmark {

    /** Name of a model in the folder {@code models}. */
    @Param("model5")
    public String model;

    /** Images in a batch. */
    @Param({"1", "8", "16"})
    public int batch;

    private OnnxModel network;
    private Classifier classifier;
    private ByteBuffer pixels;

    /** Loads the model. */
    @Setup
    public void load() throws ModelException {
        ModelDirectory folder = new ModelRepository(Path.of("models")).find(model);
        ImageSize size = new ImageSize(folder.card().inputWidth(), folder.card().inputHeight());
        network = OnnxModel.load(folder.onnx(), size);
        classifier = network.newClassifier();
        pixels = ByteBuffer.allocateDirect(batch * size.bytes());
    }

    /** Classifies one batch. */
    @Benchmark
    public float[] classify() throws InferenceException {
        return classifier.probabilities(pixels, batch);
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        classifier.close();
        network.close();
    }
}
