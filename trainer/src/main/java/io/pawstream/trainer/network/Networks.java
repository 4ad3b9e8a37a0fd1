package io.pawstream.trainer.network;

import static io.pawstream.trainer.network.Activation.RELU;
import static io.pawstream.trainer.network.Activation.SIGMOID;
import static io.pawstream.trainer.network.Pooling.AVERAGE;

import java.util.List;
import java.util.stream.Stream;

/** The tables of all networks. */
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

    /** Changes that occur in photos of pets: partly visible, near and far, nearly upright, in any light. */
    private static final List<Layer> LIKELY_CHANGES = List.of(
            new RandomFlip(),
            new RandomRotation(0.04),
            new RandomZoom(0.5, 1.1),
            new RandomTranslation(0.1),
            new RandomLight(0.3, 0.15));

    private static final List<Layer> MODEL5 = then(
            LIKELY_CHANGES,
            List.of(
                    new Rescaling(1 / 127.5f, -1),
                    new ConvNorm(16, 3, 2, RELU),
                    new Residual(32, 2),
                    new Residual(64, 2),
                    new InvertedResidual(384, 128, 2, false, false),
                    new InvertedResidual(512, 128, 1, false, true),
                    new InvertedResidual(512, 128, 1, false, true),
                    new InvertedResidual(512, 128, 1, false, true),
                    new InvertedResidual(512, 128, 1, false, true),
                    new InvertedResidual(512, 256, 2, false, false),
                    new InvertedResidual(1024, 256, 1, false, true),
                    new GlobalPool(AVERAGE),
                    new Dropout(0.2f),
                    new Dense(1, SIGMOID)));

    /** The networks without a pretrained part, in the order of their names. */
    public static final List<Network> FROM_SCRATCH = List.of(
            new Network("model1", "Two convolutions and a dense layer on pixels as they are", MODEL1),
            new Network("model2", "Like model1, trained on images that are mirrored and turned at random", MODEL2),
            new Network("model3", "Like model2, on pixels scaled to -1 to 1", MODEL3),
            new Network("model5", "A compact network of residual and inverted residual blocks", MODEL5));

    /** Name of the network with a pretrained part. */
    public static final String MODEL4 = "model4";

    /** Names of the networks of the published exercise. */
    public static final List<String> PUBLISHED = List.of("model1", "model2", "model3", MODEL4);

    /** Names of all networks. */
    public static final List<String> ALL =
            Stream.concat(PUBLISHED.stream(), Stream.of("model5")).toList();

    private Networks() {}

    /**
     * Returns a network of {@link #FROM_SCRATCH}.
     *
     * @param name name of the network
     * @return the network
     * @throws IllegalArgumentException if there is no such network
     */
    public static Network fromScratch(String name) {
        return FROM_SCRATCH.stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("network \"" + name + "\" not found; available: " + ALL));
    }

    /**
     * Creates model 4: a classifier of one layer on the features of a pretrained network.
     *
     * @param base the pretrained network, frozen
     * @param pooling how each channel is reduced
     * @return the network
     */
    public static Network model4(PretrainedBase base, Pooling pooling) {
        return new Network(
                MODEL4,
                "A classifier on the features of MobileNetV3Large, which was pretrained on ImageNet",
                then(
                        List.of(new RandomFlip(), new RandomRotation(0.2)),
                        model4(List.of(new Pretrained(base, false)), pooling)));
    }

    /**
     * Creates model 4 with a tunable part of the pretrained network. It has more weights to train, so it uses more
     * augmentation.
     *
     * @param bottom first part of the pretrained network, frozen
     * @param top last part of the pretrained network, tunable
     * @param pooling how each channel is reduced
     * @return the network
     */
    public static Network model4(PretrainedBase bottom, PretrainedBase top, Pooling pooling) {
        return new Network(
                MODEL4,
                "MobileNetV3Large, pretrained on ImageNet, its last blocks fine-tuned with the classifier",
                then(
                        LIKELY_CHANGES,
                        model4(List.of(new Pretrained(bottom, false), new Pretrained(top, true)), pooling)));
    }

    private static List<Layer> model4(List<Layer> base, Pooling pooling) {
        return then(base, List.of(new GlobalPool(pooling), new Dropout(0.5f), new Dense(1, SIGMOID)));
    }

    private static List<Layer> then(List<Layer> first, List<Layer> rest) {
        return Stream.concat(first.stream(), rest.stream()).toList();
    }
}
