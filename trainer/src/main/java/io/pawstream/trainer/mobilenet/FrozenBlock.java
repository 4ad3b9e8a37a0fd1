package io.pawstream.trainer.mobilenet;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.pawstream.trainer.network.Weights;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Parts in a row, with weights that are not trained. It computes the same whether training or not: freezing a block of
 * DJL's own would stop its gradients, but not the statistics of its batch normalizations.
 */
final class FrozenBlock extends AbstractBlock {

    static final float SCALE = 1 / 127.5f;
    static final float OFFSET = -1;

    private static final byte VERSION = 1;
    private static final int REDUCTION = 32;

    private final List<Part> parts;
    private final List<Parameter> weights = new ArrayList<>();

    @SuppressWarnings("this-escape") // addParameter needs nothing of this class.
    FrozenBlock(List<Part> parts, List<Weights> values) {
        super(VERSION);
        this.parts = parts;
        for (Weights value : values) {
            // A type of its own, so that the initializer of trained weights does not replace this one.
            weights.add(addParameter(Parameter.builder()
                    .setName(String.format(Locale.ROOT, "frozen%03d", weights.size()))
                    .setType(Parameter.Type.OTHER)
                    .optShape(new Shape(value.shape()))
                    .optInitializer((manager, shape, type) -> manager.create(value.values(), shape))
                    .optRequiresGrad(false)
                    .build()));
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray x = inputs.singletonOrThrow();
        Device device = x.getDevice();
        Iterator<NDArray> arrays = weights.stream()
                .map(weight -> store.getValue(weight, device, false))
                .iterator();
        NDArray value;
        try (NDArray scaled = x.mul(SCALE)) {
            value = scaled.add(OFFSET);
        }
        for (Part part : parts) {
            value = Part.closing(part, value, arrays);
        }
        return new NDList(value);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape in = inputs[0];
        return new Shape[] {new Shape(in.get(0), MobileNetV3Large.FEATURES, reduced(in.get(2)), reduced(in.get(3)))};
    }

    private static long reduced(long size) {
        return (size + REDUCTION - 1) / REDUCTION;
    }
}
