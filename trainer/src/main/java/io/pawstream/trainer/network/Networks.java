package io.pawstream.trainer.network;

import static io.pawstream.trainer.network.Activation.RELU;
import static io.pawstream.trainer.network.Activation.SIGMOID;

import java.util.List;
import java.util.stream.Stream;

/** The table of every model. */
public final class Networks {

    private static final List<Layer> MODEL1 = List.of(
            new Conv(32, 3, RELU),
            new MaxPool(2),
            new Conv(64, 3, RELU),
            new MaxPool(2),
            new Flatten(),
            new Dense(128, RELU),
            new Dropout(0.5f),
            new Dense(1, SIGMOID));

    private static final List<Layer> MODEL2 = then(List.of(new RandomFlip(), new RandomRotation(0.2)), MODEL1);

    private static final List<Layer> MODEL3 = then(List.of(new Rescaling(1 / 127.5f, -1)), MODEL2);

    /** The models that need nothing but photos, in the order of their names. */
    public static final List<Network> FROM_SCRATCH = List.of(
            new Network("model1", "Two convolutions and a dense layer on pixels as they are", MODEL1),
            new Network("model2", "Like model1, trained on pictures that are mirrored and turned at random", MODEL2),
            new Network("model3", "Like model2, on pixels scaled to -1 to 1", MODEL3));

    /** Name of the model on a pretrained network. */
    public static final String MODEL4 = "model4";

    private Networks() {}

    /** Model 4: a classifier of one layer on the features of a pretrained network. */
    public static Network model4(PretrainedBase base, Pooling pooling) {
        return new Network(
                MODEL4,
                "A classifier on the features of MobileNetV3Large, which was pretrained on ImageNet",
                List.of(
                        new RandomFlip(),
                        new RandomRotation(0.2),
                        new Pretrained(base),
                        new GlobalPool(pooling),
                        new Dropout(0.5f),
                        new Dense(1, SIGMOID)));
    }

    private static List<Layer> then(List<Layer> first, List<Layer> rest) {
        return Stream.concat(first.stream(), rest.stream()).toList();
    }
}
