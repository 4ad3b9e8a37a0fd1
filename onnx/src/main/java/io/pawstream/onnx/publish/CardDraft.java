package io.pawstream.onnx.publish;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.Origin;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Training;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The card of a model whose file is not written yet, so its hash is unknown.
 *
 * @param card the card, with zeros as the hash
 */
public record CardDraft(ModelCard card) {

    private static final String NO_HASH = "0".repeat(64);

    /**
     * A network to publish.
     *
     * @param name name of the model
     * @param version version of the model, {@code yyyyMMdd.HHmmss} in UTC
     * @param description one sentence for readers
     * @param classes names of the classes, in the order of its probabilities
     * @param preprocessing how images become the pixels that it takes
     * @param parameters number of weights, moving statistics included
     */
    public record Network(
            String name,
            String version,
            String description,
            List<String> classes,
            Preprocessing preprocessing,
            long parameters) {}

    /**
     * Creates the card of a trained model.
     *
     * @param network the network
     * @param training how it was trained
     * @param test its score on the test split
     * @return the card without a hash
     */
    public static CardDraft trained(Network network, Training training, Score test) {
        return new CardDraft(new ModelCard(
                ModelCard.SCHEMA,
                network.name,
                network.version,
                network.description,
                network.classes,
                network.preprocessing.size(),
                network.preprocessing,
                null,
                OnnxGraph.OPSET,
                NO_HASH,
                network.parameters,
                Origin.of(training),
                test.evaluation()));
    }

    /**
     * Creates the card of the 8-bit form of a model.
     *
     * @param floats card of the model that computes in floats
     * @param name name of the 8-bit form
     * @param images number of calibration images
     * @param test the score of the 8-bit form on the test split
     * @return the card without a hash
     */
    static CardDraft quantized(ModelCard floats, String name, int images, Score test) {
        return new CardDraft(new ModelCard(
                ModelCard.SCHEMA,
                name,
                floats.version(),
                floats.description() == null ? "In 8 bits" : floats.description() + "; in 8 bits",
                floats.classes(),
                floats.input(),
                floats.preprocessing(),
                floats.maxBatch(),
                OnnxGraph.OPSET,
                NO_HASH,
                floats.parameters(),
                floats.origin()
                        .quantized(new Origin.Quantization(floats.name(), floats.sha256(), images, floats.test())),
                test.evaluation()));
    }

    /**
     * Creates the card of a model from another tool.
     *
     * @param network the network
     * @param source where it was imported from
     * @param opset version of its operators
     * @param maxBatch maximum number of images in a batch; absent if the network has no limit
     * @return the card without a hash
     * @throws ModelException if the names of the classes are not valid
     */
    public static CardDraft imported(Network network, Origin.Import source, int opset, @Nullable Integer maxBatch)
            throws ModelException {
        try {
            return new CardDraft(new ModelCard(
                    ModelCard.SCHEMA,
                    network.name,
                    network.version,
                    network.description,
                    network.classes,
                    network.preprocessing.size(),
                    network.preprocessing,
                    maxBatch,
                    opset,
                    NO_HASH,
                    network.parameters,
                    Origin.of(source),
                    null));
        } catch (IllegalArgumentException e) {
            throw new ModelException("cannot import the model: " + e.getMessage(), e);
        }
    }

    /**
     * Completes the card.
     *
     * @param sha256 SHA-256 of the ONNX file, lower case hex
     * @return the card with the hash
     */
    ModelCard hashed(String sha256) {
        return card.withSha256(sha256);
    }
}
