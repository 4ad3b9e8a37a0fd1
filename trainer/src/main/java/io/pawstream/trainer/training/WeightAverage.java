package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The exponential moving average of all weights and statistics of a network (Polyak and Juditsky 1992; Tarvainen and
 * Valpola 2017). It is validated and exported instead of the weights of the last step, which fluctuate with the learning
 * rate.
 */
final class WeightAverage implements AutoCloseable {

    private static final NDIndex WHOLE = new NDIndex("...");

    private final double decay;
    private final NDManager manager;
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> averages = new ArrayList<>();
    private int steps;

    /**
     * Creates an average of the current weights.
     *
     * @param network the network
     * @param decay factor of the average in each step, 0 to 1; 0 for the weights of the last step
     */
    WeightAverage(TrainableNetwork network, double decay) {
        this.decay = decay;
        manager = network.manager().newSubManager();
        if (decay > 0) {
            network.parameters().forEach(parameter -> weights.add(parameter.getArray()));
            for (NDArray array : weights) {
                averages.add(manager.create(array.toFloatArray(), array.getShape()));
            }
        }
    }

    /** Adds the weights after a step. Early averages are short, so that the initial weights do not last. */
    void update() {
        steps++;
        double keep = Math.min(decay, (1.0 + steps) / (10.0 + steps));
        for (int i = 0; i < weights.size(); i++) {
            try (NDArray added = weights.get(i).mul(1 - keep)) {
                averages.get(i).muli(keep).addi(added);
            }
        }
    }

    /** Exchanges the weights of the network and the average. */
    void exchange() {
        for (int i = 0; i < weights.size(); i++) {
            NDArray average = averages.get(i);
            try (NDArray saved = average.duplicate()) {
                average.set(WHOLE, weights.get(i));
                weights.get(i).set(WHOLE, saved);
            }
        }
    }

    /** Writes the average. */
    void save(DataOutputStream out) throws IOException {
        out.writeInt(steps);
        for (NDArray average : averages) {
            out.write(average.toByteArray());
        }
    }

    /** Reads what {@link #save} wrote. */
    void load(DataInputStream in) throws IOException {
        steps = in.readInt();
        for (NDArray average : averages) {
            SavedArrays.read(in, average, manager);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
