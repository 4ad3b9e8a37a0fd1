package io.pawstream.trainer.publish;

import io.pawstream.cli.Console;
import io.pawstream.cli.ErrorMessages;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Training;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.QuantizedExport;
import io.pawstream.trainer.dataset.Dataset;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;

/**
 * Publishes a trained network and prints its scores.
 *
 * @param models directory of the model repository
 * @param weights how large kernels are stored
 * @param dataset images of the training
 * @param threads number of inference threads, at least 1
 * @param clock source of the version
 * @param console receives log lines and scores
 */
public record Publisher(
        Path models, WeightStorage weights, Dataset dataset, int threads, Clock clock, Console console) {

    /**
     * Publishes a network, and its 8-bit form if that keeps the accuracy.
     *
     * @param trained the network
     * @param training the training for the model card
     * @throws ModelException if the network fails a check; nothing is published then
     * @throws IOException if a file cannot be written
     */
    public void publish(TrainableNetwork trained, Training training) throws IOException, ModelException {
        ModelDirectory published = export(trained, training);
        console.out()
                .println("published " + published.folder() + ", version "
                        + published.card().version());
        Score.ofTest(published.card()).ifPresent(this::print);
        QuantizedExport eightBits = new QuantizedExport(dataset.store(), threads, console.out()::println);
        try {
            console.out()
                    .println("published "
                            + eightBits
                                    .publish(models, published, dataset.splits())
                                    .folder());
        } catch (ModelException e) {
            console.out().println(ErrorMessages.of(e));
            Path older = models.resolve(published.card().name() + QuantizedExport.SUFFIX);
            if (Files.exists(older)) {
                console.warn(older + " is from an earlier training");
            }
        }
    }

    private void print(Score score) {
        console.out().println(score.report(dataset.classes()));
        double baseline = dataset.summary().baseline();
        if (score.accuracy() <= baseline) {
            console.warn(String.format(
                    Locale.ROOT,
                    "the model is no better than always predicting \"%s\", which has an accuracy of %.4f; train"
                            + " more epochs or on more images, and check the labels",
                    dataset.classes().get(dataset.summary().test().majority()),
                    baseline));
        }
    }

    private ModelDirectory export(TrainableNetwork trained, Training training) throws IOException, ModelException {
        try {
            return new ModelExport(dataset.store(), dataset.classes(), threads, clock, console.out()::println)
                    .publish(
                            models, trained, weights, training, dataset.splits().test());
        } catch (IOException e) {
            throw new IOException(
                    "cannot publish " + trained.network().name() + " in " + models + ": " + ErrorMessages.of(e)
                            + "; the trained weights are saved, run the same command with --resume to export them",
                    e);
        }
    }
}
