package io.pawstream.benchmark.micro;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
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

/** Runs batches through a model on one thread. The score is batches/s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InferenceBenchmark {

    /** Name of a model in the directory {@code models}. */
    @Param("model5")
    public String model = "";

    /** Images per batch. */
    @Param({"1", "8", "16"})
    public int batch;

    @SuppressWarnings("NullAway.Init") // Set by load, which JMH calls first.
    private OnnxModel network;

    @SuppressWarnings("NullAway.Init") // Set by load.
    private Classifier classifier;

    @SuppressWarnings("NullAway.Init") // Set by load.
    private ByteBuffer pixels;

    /**
     * Loads the model.
     *
     * @throws ModelException if the model is missing or cannot be loaded
     */
    @Setup
    public void load() throws ModelException {
        ModelDirectory directory = new ModelRepository(Path.of("models")).find(model);
        ModelCard card = directory.card();
        network = OnnxModel.load(directory.onnx(), card.input(), card.classes().size());
        classifier = network.newClassifier();
        pixels = ByteBuffer.allocateDirect(batch * card.input().bytes());
    }

    /**
     * Runs one batch.
     *
     * @return probabilities, so that the JVM cannot remove the call
     * @throws InferenceException if the model fails
     */
    @Benchmark
    public float[] classify() throws InferenceException {
        return classifier.probabilities(pixels, batch);
    }

    /** Closes the model. */
    @TearDown
    public void close() {
        classifier.close();
        network.close();
    }
}
