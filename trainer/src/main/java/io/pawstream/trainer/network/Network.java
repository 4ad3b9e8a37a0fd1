package io.pawstream.trainer.network;

import java.util.List;

/**
 * A network as a table: its layers from the image to the probability of the second class.
 *
 * @param name name of the model
 * @param description one sentence for people
 * @param layers the rows; the last one is a {@link Dense} layer of one unit with a sigmoid
 */
public record Network(String name, String description, List<Layer> layers) {

    public Network {
        layers = List.copyOf(layers);
        if (layers.isEmpty() || !layers.get(layers.size() - 1).equals(new Dense(1, Activation.SIGMOID))) {
            throw new IllegalArgumentException(
                    "network " + name + " ends in " + (layers.isEmpty() ? "nothing" : layers.get(layers.size() - 1))
                            + "; it must end in one unit with a sigmoid");
        }
    }

    /** The same network under another name. */
    public Network named(String other) {
        return new Network(other, description, layers);
    }

    /** The layers that compute. */
    public List<Operation> operations() {
        return layers.stream()
                .filter(Operation.class::isInstance)
                .map(Operation.class::cast)
                .toList();
    }

    /** The layers that change images while training. */
    public List<Augmentation> augmentations() {
        return layers.stream()
                .filter(Augmentation.class::isInstance)
                .map(Augmentation.class::cast)
                .toList();
    }
}
