package io.pawstream.trainer.network;

import java.util.List;

/**
 * A network as a table of layers, from the image to the probability of the second class.
 *
 * @param name name of the model
 * @param description one sentence for readers
 * @param layers the layers; the last one is a {@link Dense} layer of one unit with a sigmoid
 */
public record Network(String name, String description, List<Layer> layers) {

    /**
     * Checks the last layer.
     *
     * @param name name of the model
     * @param description one sentence for readers
     * @param layers the layers; the last one is a {@link Dense} layer of one unit with a sigmoid
     * @throws IllegalArgumentException if the last layer is another one
     */
    public Network {
        layers = List.copyOf(layers);
        if (layers.isEmpty() || !layers.get(layers.size() - 1).equals(new Dense(1, Activation.SIGMOID))) {
            throw new IllegalArgumentException("network " + name + " ends with "
                    + (layers.isEmpty() ? "no layer" : layers.get(layers.size() - 1))
                    + "; it must end with one unit with a sigmoid");
        }
    }

    /**
     * Returns the same network under another name.
     *
     * @param other name of the model
     * @return the renamed network
     */
    public Network named(String other) {
        return new Network(other, description, layers);
    }

    /** {@return the layers that are operations, in order} */
    public List<Operation> operations() {
        return layers.stream()
                .filter(Operation.class::isInstance)
                .map(Operation.class::cast)
                .toList();
    }

    /** {@return the layers that change training images, in order} */
    public List<Augmentation> augmentations() {
        return layers.stream()
                .filter(Augmentation.class::isInstance)
                .map(Augmentation.class::cast)
                .toList();
    }
}
