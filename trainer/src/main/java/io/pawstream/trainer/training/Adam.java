package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Adam optimizer (Kingma and Ba 2015) in the form of Keras: {@code w -= rate * sqrt(1 - b2^t) / (1 - b1^t) * m /
 * (sqrt(v) + epsilon)}, with decoupled weight decay (Loshchilov and Hutter 2019). DJL's optimizer does not expose its
 * moments, which are needed to resume a training.
 */
final class Adam implements AutoCloseable {

    /** The default of Keras, used by the published exercise. */
    static final float EPSILON = 1e-7f;

    static final float BETA1 = 0.9f;
    static final float BETA2 = 0.999f;

    /** Number of weights from which a matrix is updated in one pass. */
    private static final long LARGE = 1_000_000;

    private final List<Parameter> parameters;
    private final float weightDecay;
    private final NDManager manager;
    private final List<NDArray> means = new ArrayList<>();
    private final List<NDArray> variances = new ArrayList<>();
    /** One entry per parameter, absent for small ones. */
    private final List<@Nullable OnePassAdam> large = new ArrayList<>();

    private int steps;

    /**
     * Creates an optimizer without gradients.
     *
     * @param parent manager of the weights, which owns the moments
     * @param parameters the weights to update
     * @param weightDecay see {@link Phase}
     */
    Adam(NDManager parent, List<Parameter> parameters, float weightDecay) {
        this.parameters = List.copyOf(parameters);
        this.weightDecay = weightDecay;
        manager = parent.newSubManager();
        for (Parameter parameter : this.parameters) {
            NDArray mean = manager.zeros(parameter.getShape());
            NDArray variance = manager.zeros(parameter.getShape());
            means.add(mean);
            variances.add(variance);
            // Gradients of convolutions may have another memory layout than their kernels.
            boolean onePass = parameter.getShape().dimension() == 2
                    && parameter.getShape().size() >= LARGE
                    && !parameter.getArray().getDevice().isGpu();
            large.add(onePass ? new OnePassAdam(parameter.getArray(), mean, variance) : null);
        }
    }

    /**
     * Updates the weights and sets their gradients to 0.
     *
     * @param rate learning rate
     */
    void update(float rate) {
        steps++;
        float corrected = (float) (rate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps)));
        for (int i = 0; i < parameters.size(); i++) {
            NDArray weights = parameters.get(i).getArray();
            // Biases and scales of normalizations are vectors and do not decay.
            float decay = weights.getShape().dimension() > 1 ? weightDecay : 0;
            // The gradient belongs to the manager of the weights and would accumulate there.
            try (NDArray gradient = weights.getGradient()) {
                OnePassAdam onePass = large.get(i);
                if (onePass != null) {
                    onePass.update(gradient, rate, corrected, decay);
                } else {
                    NDList state = new NDList(weights, gradient, means.get(i), variances.get(i));
                    weights.getNDArrayInternal()
                            .adamUpdate(
                                    state,
                                    new NDList(weights),
                                    rate,
                                    corrected,
                                    decay,
                                    1,
                                    -1,
                                    BETA1,
                                    BETA2,
                                    EPSILON,
                                    true,
                                    true);
                }
            }
        }
    }

    /** Writes the number of steps and the moments. */
    void save(DataOutputStream out) throws IOException {
        out.writeInt(steps);
        for (int i = 0; i < parameters.size(); i++) {
            out.write(means.get(i).toByteArray());
            out.write(variances.get(i).toByteArray());
        }
    }

    /** Reads what {@link #save} wrote. */
    void load(DataInputStream in) throws IOException {
        steps = in.readInt();
        for (int i = 0; i < parameters.size(); i++) {
            SavedArrays.read(in, means.get(i), manager);
            SavedArrays.read(in, variances.get(i), manager);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
