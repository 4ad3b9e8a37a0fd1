package io.pawstream.onnx.publish;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Origin;
import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.ImageScan;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.vision.image.ImageDecoder;

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
     * @param size size of the images it takes
     * @param parameters number of weights, moving statistics included
     */
    public record Network(String name, String version, String description, ImageSize size, long parameters) {}

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
                network.name,
                network.version,
                network.description,
                ImageScan.CLASSES,
                network.size.width(),
                network.size.height(),
                ImageDecoder.RECIPE,
                OnnxGraph.OPSET,
                NO_HASH,
                network.parameters,
                training,
                test.evaluation(),
                null));
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
                name,
                floats.version(),
                floats.description() + "; in 8 bits",
                floats.classes(),
                floats.inputWidth(),
                floats.inputHeight(),
                floats.pixelRecipe(),
                OnnxGraph.OPSET,
                NO_HASH,
                floats.parameters(),
                floats.training(),
                test.evaluation(),
                new Origin.Quantization(floats.name(), floats.sha256(), images, floats.test())));
    }

    /**
     * Completes the card.
     *
     * @param sha256 SHA-256 of the ONNX file, lower case hex
     * @return the card with the hash
     */
    ModelCard hashed(String sha256) {
        return new ModelCard(
                card.name(),
                card.version(),
                card.description(),
                card.classes(),
                card.inputWidth(),
                card.inputHeight(),
                card.pixelRecipe(),
                card.opset(),
                sha256,
                card.parameters(),
                card.training(),
                card.test(),
                card.quantization());
    }
}
