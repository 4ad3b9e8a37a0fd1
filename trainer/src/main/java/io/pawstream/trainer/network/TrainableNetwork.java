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
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.vision.image.ImageSize;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network in DJL's PyTorch engine, with weights of its own. Not safe for use by several threads.
 *
 * <p>First weights are glorot-uniform, {@code U(-c, c)} with {@code c = sqrt(6 / (fan_in + fan_out))} where a fan of a
 * convolution counts height x width x channels (Glorot and Bengio 2010, as Keras has it); biases are zero.
 */
public final class TrainableNetwork implements AutoCloseable {

    // DJL's own default is magnitude 6, which is sqrt(2) times the published bound.
    private static final Initializer GLOROT_UNIFORM = new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3);

    /**
     * A convolution that sees pixels as they are is trained on pixels divided by this, and its kernel by this in the export:
     * the same function. Adam's steps are as long for a weight that meets 255 as for one that meets 1.
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
    private final ParameterStore parameters;

    /**
     * A network with first weights.
     *
     * @param seed seed of the first weights, and of dropout from here on
     */
    public TrainableNetwork(Network network, ImageSize size, long seed) {
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
        body.initialize(manager, DataType.FLOAT32, new Shape(1, 3, size.height(), size.width()));
    }

    /** The table it was made from. */
    public Network network() {
        return network;
    }

    /** Size of its images. */
    public ImageSize size() {
        return size;
    }

    /** What its arrays belong to; close what you make with it. */
    public NDManager manager() {
        return manager;
    }

    /**
     * What the layers before the first trained one make of images; the same while training and outside. Called while no
     * gradients are collected, it costs none.
     *
     * @param images RGB pixels, uint8 (N, height, width, 3)
     * @return float, attached to the manager of {@code images}
     */
    public NDArray features(NDArray images) {
        NDArray planes = images.transpose(0, 3, 1, 2).toType(DataType.FLOAT32, false);
        if (scalesPixels) {
            planes = planes.divi(PIXEL_SCALE);
        }
        return forward(blocks.subList(0, fixedBlocks), planes, false);
    }

    /**
     * Logits of the second class.
     *
     * @param features of {@link #features}
     * @param training whether dropout is on
     * @return float (N), attached to the manager of {@code features}
     */
    public NDArray logits(NDArray features, boolean training) {
        return forward(blocks.subList(fixedBlocks, blocks.size()), features, training)
                .reshape(-1);
    }

    private NDArray forward(List<Block> row, NDArray input, boolean training) {
        NDList value = new NDList(input);
        for (Block block : row) {
            value = block.forward(parameters, value, training);
        }
        return value.singletonOrThrow();
    }

    /** Whether the tunable parts of pretrained networks are trained from here on; at first they are not. */
    public void tune(boolean tunes) {
        List<Operation> operations = network.operations();
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) instanceof Pretrained pretrained && pretrained.tunable()) {
                ((TunableBlock) blocks.get(i)).tune(tunes);
            }
        }
    }

    /** All weights, stored statistics too, in the order of the layers. */
    public List<Parameter> parameters() {
        return body.getParameters().values();
    }

    /** The parameters that are trained, in the order of the layers. */
    public List<Parameter> trained() {
        return parameters().stream().filter(Parameter::requiresGradient).toList();
    }

    /** Number of weights, trained or not. */
    public long parameterCount() {
        return parameters().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    /** Writes the weights, in DJL's format. */
    public void save(DataOutputStream out) throws IOException {
        body.saveParameters(out);
    }

    /**
     * Replaces the weights by those of {@link #save}.
     *
     * @throws IOException if they cannot be read or belong to another network
     */
    public void load(DataInputStream in) throws IOException {
        try (NDManager scratch = manager.newSubManager()) {
            SequentialBlock other = new SequentialBlock().addAll(TrainingBlocks.of(network.operations()));
            other.loadParameters(scratch, in);
            List<Parameter> source = other.getParameters().values();
            List<Parameter> target = body.getParameters().values();
            for (int i = 0; i < target.size(); i++) {
                // Not copyTo, on which PyTorch prints a warning.
                target.get(i).getArray().set(WHOLE, source.get(i).getArray());
            }
        } catch (MalformedModelException e) {
            throw new IOException("the saved weights are not of network " + network.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The network as it is now, as a graph from {@code images}, uint8 (N, height, width, 3), to {@code probability},
     * float (N).
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
        value = graph.node("Reshape", List.of(value, graph.integers(-1)));
        graph.output(value, "probability", OnnxGraph.FLOAT, -1);
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
