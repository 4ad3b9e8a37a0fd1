package io.pawstream.trainer.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * A network as a table of layers, from the image to the probabilities of the classes.
 *
 * @param name name of the model
 * @param description one sentence for readers
 * @param layers the layers; the last one is a {@link Dense} layer: of one unit with a sigmoid, the probability of the
 *     second of two classes, or of one unit per class with a softmax
 */
public record Network(String name, String description, List<Layer> layers) {

    private static final Dense BINARY = new Dense(1, Activation.SIGMOID);

    /**
     * Checks the last layer.
     *
     * @param name name of the model
     * @param description one sentence for readers
     * @param layers the layers
     * @throws IllegalArgumentException if the last layer is no classifier
     */
    public Network {
        layers = List.copyOf(layers);
        if (layers.isEmpty() || !isClassifier(layers.get(layers.size() - 1))) {
            throw new IllegalArgumentException("network " + name + " ends with "
                    + (layers.isEmpty() ? "no layer" : layers.get(layers.size() - 1))
                    + "; it must end with one unit with a sigmoid, or at least three units with a softmax");
        }
    }

    private static boolean isClassifier(Layer layer) {
        return layer.equals(BINARY)
                || (layer instanceof Dense dense && dense.activation() == Activation.SOFTMAX && dense.units() > 2);
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

    /**
     * Returns the same network for a number of classes.
     *
     * @param classes number of classes, at least 2
     * @return the network with another last layer
     */
    public Network classifying(int classes) {
        Layer last = classes == 2 ? BINARY : new Dense(classes, Activation.SOFTMAX);
        return new Network(
                name,
                description,
                Stream.concat(layers.subList(0, layers.size() - 1).stream(), Stream.of(last))
                        .toList());
    }

    /** {@return the number of classes, at least 2} */
    public int classes() {
        return layers.get(layers.size() - 1) instanceof Dense last && last.units() > 1 ? last.units() : 2;
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
