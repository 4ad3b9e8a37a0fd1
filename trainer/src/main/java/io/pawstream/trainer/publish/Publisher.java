package io.pawstream.trainer.publish;

import io.pawstream.cli.ErrorMessages;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.QuantizedExport;
import io.pawstream.trainer.dataset.Dataset;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Publishes what a training has made, and says so.
 *
 * @param models folder of all models
 * @param weights how kernels are stored
 * @param dataset what the training saw
 * @param threads number of threads that run exported networks
 * @param clock time of the version
 */
public record Publisher(
        Path models, WeightStorage weights, Dataset dataset, int threads, Clock clock, PrintWriter console) {

    /**
     * Publishes a network, and its 8-bit form unless that would be worse.
     *
     * @throws ModelException if the network fails a check
     */
    public void publish(TrainableNetwork trained, ModelCard.Training training) throws IOException, ModelException {
        ModelDirectory published = export(trained, training);
        console.println("published " + published.folder() + ", version "
                + published.card().version());
        console.println(Score.of(published.card().test()).report());
        QuantizedExport eightBits = new QuantizedExport(dataset.store(), threads, console::println);
        try {
            console.println("published "
                    + eightBits.publish(models, published, dataset.photos()).folder());
        } catch (ModelException e) {
            console.println(e.getMessage());
            Path older = models.resolve(published.card().name() + QuantizedExport.SUFFIX);
            if (Files.exists(older)) {
                console.println(older + " is still the one of an earlier training");
            }
        }
    }

    private ModelDirectory export(TrainableNetwork trained, ModelCard.Training training)
            throws IOException, ModelException {
        try {
            return new ModelExport(dataset.store(), threads, clock, console::println)
                    .publish(
                            models, trained, weights, training, dataset.photos().test());
        } catch (IOException e) {
            throw new IOException(
                    trained.network().name() + " cannot be published in " + models + ": " + ErrorMessages.of(e)
                            + "; its weights are kept: the same command with --resume exports them",
                    e);
        }
    }
}
