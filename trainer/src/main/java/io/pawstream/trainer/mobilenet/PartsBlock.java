package io.pawstream.trainer.mobilenet;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.pawstream.trainer.network.TunableBlock;
import io.pawstream.trainer.network.Weights;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * A sequence of parts whose weights are frozen unless it is tuned. It computes the same during training, and its
 * statistics never change. Freezing a block of DJL stops its gradients but not the statistics of its batch
 * normalizations.
 */
final class PartsBlock extends AbstractBlock implements TunableBlock {

    private static final byte VERSION = 1;

    private final List<Part> parts;
    private final List<Parameter> weights = new ArrayList<>();
    private final List<Boolean> statistics;

    @SuppressWarnings("this-escape") // addParameter does not use this class.
    PartsBlock(List<Part> parts, List<Weights> values) {
        super(VERSION);
        this.parts = parts;
        this.statistics =
                parts.stream().flatMap(part -> part.statistics().stream()).toList();
        for (Weights value : values) {
            // With this type the initializer of trained weights does not replace this one.
            weights.add(addParameter(Parameter.builder()
                    .setName(String.format(Locale.ROOT, "weight%03d", weights.size()))
                    .setType(Parameter.Type.OTHER)
                    .optShape(new Shape(value.shape()))
                    .optInitializer((manager, shape, type) -> manager.create(value.values(), shape))
                    .optRequiresGrad(false)
                    .build()));
        }
    }

    @Override
    public void tune(boolean tunes) {
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).freeze(!tunes || statistics.get(i));
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray x = inputs.singletonOrThrow();
        Device device = x.getDevice();
        Iterator<NDArray> arrays = weights.stream()
                .map(weight -> store.getValue(weight, device, training))
                .iterator();
        NDArray value = parts.get(0).forward(x, arrays);
        for (Part part : parts.subList(1, parts.size())) {
            value = Part.closing(part, value, arrays);
        }
        return new NDList(value);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape shape = inputs[0];
        for (Part part : parts) {
            shape = part.output(shape);
        }
        return new Shape[] {shape};
    }
}
