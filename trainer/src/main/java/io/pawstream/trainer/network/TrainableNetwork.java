package io.pawstream.trainer.network;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import io.pawstream.model.ImageSize;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network with weights in DJL's PyTorch engine. Not thread-safe.
 *
 * <p>Initial weights are glorot-uniform, {@code U(-c, c)} with {@code c = sqrt(6 / (fan_in + fan_out))}, where a fan of
 * a convolution is height x width x channels (Glorot and Bengio 2010, as in Keras). Biases are zero.
 */
public final class TrainableNetwork implements AutoCloseable {

    // DJL's default magnitude is 6, which is sqrt(2) times the bound of Keras.
    private static final Initializer GLOROT_UNIFORM = new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3);

    /**
     * Divisor of pixels for networks that begin with a convolution. The export divides the kernel by it, which gives
     * the same function. Small inputs matter because the size of Adam's steps does not depend on the size of inputs.
     */
    private static final float PIXEL_SCALE = 127.5f;

    private static final NDIndex WHOLE = new NDIndex("...");

    private final Network network;
    private final ImageSize size;
    private final NDManager manager;
    private final List<Block> blocks;
    private final int fixedBlocks;
    private final boolean scalesPixels;
    private final SequentialBlock body;
    private final @Nullable FeatureHead head;
    private final ParameterStore parameters;

    /**
     * Creates a network with initial weights.
     *
     * @param network the table of layers
     * @param size size of the images
     * @param seed seed of the initial weights and of dropout
     */
    public TrainableNetwork(Network network, ImageSize size, long seed) {
        this(network, size, seed, 0);
    }

    /**
     * Creates a network that also learns the features of a teacher.
     *
     * @param network the table of layers
     * @param size size of the images
     * @param seed seed of the initial weights and of dropout
     * @param features number of features, 0 for none
     */
    public TrainableNetwork(Network network, ImageSize size, long seed, int features) {
        this.network = network;
        this.size = size;
        Engine engine = Engine.getEngine("PyTorch");
        engine.setRandomSeed(Long.hashCode(seed));
        manager = engine.newBaseManager(Device.cpu());
        parameters = new ParameterStore(manager, false);
        blocks = TrainingBlocks.of(network.operations());
        fixedBlocks =
                (int) network.operations().stream().takeWhile(Operation::fixed).count();
        scalesPixels = network.operations().get(0) instanceof Conv;
        body = new SequentialBlock().addAll(blocks);
        body.setInitializer(GLOROT_UNIFORM, Parameter.Type.WEIGHT);
        Shape input = new Shape(1, 3, size.height(), size.width());
        body.initialize(manager, DataType.FLOAT32, input);
        head = features == 0 ? null : FeatureHead.of(network, features);
        if (head != null) {
            head.initialize(manager, GLOROT_UNIFORM, blocks, input);
        }
    }

    /** {@return the table of layers} */
    public Network network() {
        return network;
    }

    /** {@return the size of the images} */
    public ImageSize size() {
        return size;
    }

    /** {@return the manager of the arrays; close the arrays created with it} */
    public NDManager manager() {
        return manager;
    }

    /**
     * Returns the output of the layers before the first trained one, which is the same during training. Calling it
     * without a gradient collector saves the cost of gradients.
     *
     * @param images RGB pixels, uint8 (N, height, width, 3)
     * @return float array, attached to the manager of {@code images}
     */
    public NDArray features(NDArray images) {
        NDArray planes = images.transpose(0, 3, 1, 2).toType(DataType.FLOAT32, false);
        if (scalesPixels) {
            planes = planes.divi(PIXEL_SCALE);
        }
        return forward(blocks.subList(0, fixedBlocks), planes, false);
    }

    /**
     * What a network computes during training.
     *
     * @param logits float (N, units of the last layer)
     * @param features float (N, features of the teacher); absent without a teacher that has features
     */
    public record Outputs(NDArray logits, @Nullable NDArray features) {}

    /**
     * Returns the outputs during training.
     *
     * @param features output of {@link #features}
     * @return the outputs, attached to the manager of {@code features}
     */
    public Outputs outputs(NDArray features) {
        int end = head == null ? blocks.size() : head.position();
        NDArray value = forward(blocks.subList(fixedBlocks, end), features, true);
        NDArray learned = head == null ? null : head.forward(parameters, value);
        return new Outputs(forward(blocks.subList(end, blocks.size()), value, true), learned);
    }

    /**
     * Returns the logits of the classes, without dropout.
     *
     * @param features output of {@link #features}
     * @return float (N, units of the last layer), attached to the manager of {@code features}; for two classes (N, 1),
     *     the logit of the second class
     */
    public NDArray logits(NDArray features) {
        return forward(blocks.subList(fixedBlocks, blocks.size()), features, false);
    }

    private NDArray forward(List<Block> row, NDArray input, boolean training) {
        NDList value = new NDList(input);
        for (Block block : row) {
            value = block.forward(parameters, value, training);
        }
        return value.singletonOrThrow();
    }

    /**
     * Divides the weights of the last layer, and so the logits.
     *
     * @param divisor the divisor, above 0
     */
    public void divideLogits(float divisor) {
        for (Parameter parameter : blocks.get(blocks.size() - 1).getParameters().values()) {
            try (NDArray divided = parameter.getArray().div(divisor)) {
                parameter.getArray().set(WHOLE, divided);
            }
        }
    }

    /**
     * Starts or stops training the tunable parts of pretrained networks, which are frozen at first.
     *
     * @param tunes whether to train them
     */
    public void tune(boolean tunes) {
        List<Operation> operations = network.operations();
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) instanceof Pretrained pretrained && pretrained.tunable()) {
                ((TunableBlock) blocks.get(i)).tune(tunes);
            }
        }
    }

    /** {@return all parameters, including stored statistics, in the order of the layers} */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(body.getParameters().values());
        if (head != null) {
            all.addAll(head.block().getParameters().values());
        }
        return all;
    }

    /** {@return the trained parameters, in the order of the layers} */
    public List<Parameter> trained() {
        return parameters().stream().filter(Parameter::requiresGradient).toList();
    }

    /** {@return the number of weights, trained or not, without those that predict the features of a teacher} */
    public long parameterCount() {
        return body.getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    /**
     * Writes the weights in DJL's format.
     *
     * @param out receives the weights
     * @throws IOException if they cannot be written
     */
    public void save(DataOutputStream out) throws IOException {
        body.saveParameters(out);
        if (head != null) {
            head.block().saveParameters(out);
        }
    }

    /**
     * Replaces the weights by those that {@link #save} wrote.
     *
     * @param in the weights
     * @throws IOException if they cannot be read or belong to another network
     */
    public void load(DataInputStream in) throws IOException {
        try (NDManager scratch = manager.newSubManager()) {
            replace(body, new SequentialBlock().addAll(TrainingBlocks.of(network.operations())), scratch, in);
            if (head != null) {
                replace(head.block(), head.another(), scratch, in);
            }
        } catch (MalformedModelException e) {
            throw new IOException(
                    "saved weights do not belong to network " + network.name() + ": " + e.getMessage(), e);
        }
    }

    private static void replace(Block target, Block source, NDManager manager, DataInputStream in)
            throws IOException, MalformedModelException {
        source.loadParameters(manager, in);
        List<Parameter> saved = source.getParameters().values();
        List<Parameter> current = target.getParameters().values();
        for (int i = 0; i < current.size(); i++) {
            // copyTo makes PyTorch print a warning.
            current.get(i).getArray().set(WHOLE, saved.get(i).getArray());
        }
    }

    /**
     * Exports the network with its current weights.
     *
     * @param storage how large kernels are stored
     * @return a graph from {@code images}, uint8 (N, height, width, 3), to {@code probabilities}, float (N, classes)
     */
    public OnnxGraph export(WeightStorage storage) {
        OnnxGraph graph = new OnnxGraph(network.name(), storage);
        String value = graph.input("images", OnnxGraph.UINT8, -1, size.height(), size.width(), 3);
        value = graph.node("Transpose", List.of(value), OnnxGraph.integers("perm", 0, 3, 1, 2));
        value = graph.node("Cast", List.of(value), OnnxGraph.integer("to", OnnxGraph.FLOAT));
        List<Operation> operations = network.operations();
        for (int i = 0; i < blocks.size(); i++) {
            List<Weights> weights = new ArrayList<>(blocks.get(i).getParameters().values().stream()
                    .map(parameter -> weights(parameter.getArray()))
                    .toList());
            if (i == 0 && scalesPixels) {
                try (NDArray kernel = parameters().get(0).getArray().div(PIXEL_SCALE)) {
                    weights.set(0, weights(kernel));
                }
            }
            value = operations.get(i).export(graph, value, weights);
        }
        if (network.classes() == 2) {
            graph.binaryProbabilities(value);
        } else {
            graph.probabilities(value, network.classes());
        }
        return graph;
    }

    private static Weights weights(NDArray array) {
        return new Weights(array.getShape().getShape(), array.toFloatArray());
    }

    @Override
    public void close() {
        body.clear();
        manager.close();
    }
}
