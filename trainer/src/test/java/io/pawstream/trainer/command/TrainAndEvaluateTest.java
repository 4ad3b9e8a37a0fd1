package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From images in a folder to a published model, and the same score again. */
class TrainAndEvaluateTest {

    @TempDir
    private Path folder;

    private Path photos() throws IOException {
        Path photos = folder.resolve("photos");
        try (DrawnSource source = new DrawnSource(2)) {
            for (int i = 0; i < 120; i++) {
                SourceImage image = source.get(i);
                Path file = photos.resolve(image.label().orElseThrow()).resolve(i + ".jpg");
                Files.createDirectories(file.getParent());
                Files.write(file, image.read());
            }
        }
        Files.writeString(photos.resolve("cat/broken.jpg"), "no image");
        return photos;
    }

    private Invocation train(Path photos, String... more) {
        String[] first = {
            "train",
            "--data",
            photos.toString(),
            "--keep",
            "decodable",
            "--batch-size",
            "16",
            "--out",
            folder.resolve("models").toString(),
            "--run-dir",
            folder.resolve("runs").toString(),
            "--threads",
            "2"
        };
        return Invocation.of(Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @Test
    void quantizeDoesWhatTheTrainingDidAtItsEnd() throws Exception {
        Path photos = photos();
        Invocation trained = train(photos, "--model", "model5", "--epochs", "2");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        Path models = folder.resolve("models");
        Path eightBits = models.resolve("model5-8bit");
        // So short a training may or may not lose accuracy in 8 bits; either way both say the same.
        boolean published = Files.exists(eightBits);
        assertThat(trained.out())
                .contains("test accuracy in 8 bits")
                .contains(published ? "published " + eightBits : "model5-8bit is not published");
        String sha256 = published ? ModelDirectory.sha256(eightBits.resolve("model.onnx")) : null;
        Invocation again = Invocation.of(
                "quantize",
                "--model",
                "model5",
                "--models",
                models.toString(),
                "--data",
                photos.toString(),
                "--threads",
                "2");
        assertThat(again.exitCode()).as(again.err()).isEqualTo(published ? 0 : 1);
        assertThat(again.out()).contains("test accuracy in 8 bits");
        assertThat(Files.exists(eightBits)).isEqualTo(published);
        if (published) {
            assertThat(ModelDirectory.sha256(eightBits.resolve("model.onnx"))).isEqualTo(sha256);
        }
    }

    @Test
    void aTeacherIsAskedAndAFinishedTrainingIsExportedAgain() throws Exception {
        Path photos = photos();
        assertThat(train(photos, "--model", "model1", "--name", "teacher", "--epochs", "1")
                        .exitCode())
                .isZero();
        String[] taught = {"--model", "model5", "--epochs", "2", "--teacher", "teacher"};
        Invocation first = train(photos, taught);
        assertThat(first.exitCode()).as(first.err()).isZero();
        ModelCard card = ModelDirectory.read(folder.resolve("models/model5")).card();
        assertThat(card.training().options())
                .containsEntry("teacher", "teacher")
                .containsEntry("teacher-version", "20260102.030405")
                .containsEntry("small-epochs", "1")
                .containsKey("teacher-sha256");

        Invocation again = train(
                photos,
                Stream.concat(Arrays.stream(taught), Stream.of("--resume")).toArray(String[]::new));
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).doesNotContain("epoch 1/2");
        assertThat(ModelDirectory.read(folder.resolve("models/model5"))
                        .card()
                        .training()
                        .history())
                .isEqualTo(card.training().history());

        Invocation other = train(photos, "--model", "model5", "--epochs", "3", "--teacher", "teacher", "--resume");
        assertThat(other.exitCode()).isOne();
        assertThat(other.err()).contains("epochs was 2 and is 3").contains("leave --resume out");
    }

    @Test
    void aModelThatCannotBePublishedIsNotLost() throws Exception {
        Path photos = photos();
        Path models = Files.writeString(folder.resolve("models"), "a file where the folder should be");
        Invocation failed = train(photos, "--model", "model3", "--epochs", "1");
        assertThat(failed.exitCode()).isOne();
        assertThat(failed.err())
                .contains("model3 cannot be published in " + models)
                .contains("--resume exports");
        Files.delete(models);
        Invocation again = train(photos, "--model", "model3", "--epochs", "1", "--resume");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("published").doesNotContain("epoch 1/1");
    }

    private Invocation evaluate(Path photos, String... more) {
        String[] first = {
            "evaluate",
            "--model",
            "model1",
            "--models",
            folder.resolve("models").toString(),
            "--data",
            photos.toString()
        };
        String[] all = Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new);
        return Invocation.of(all);
    }

    @Test
    void evaluateGivesTheScoreThatTrainingWrote() throws Exception {
        Path photos = photos();
        Invocation train =
                train(photos, "--model", "model1", "--epochs", "1", "--drawn-share", "0.1", "--select", "last");
        assertThat(train.exitCode()).as(train.err()).isZero();
        assertThat(train.out())
                .contains("120 images, 1 files skipped: 1 unsupported-format")
                .contains("splits: 80 train, 20 validation, 20 test")
                .contains("epoch 1/1: loss ");
        assertThat(folder.resolve("runs/model1/curves.png")).isNotEmptyFile();

        ModelCard card = ModelDirectory.read(folder.resolve("models/model1")).card();
        assertThat(card.version()).isEqualTo("20260102.030405");
        assertThat(card.training().options())
                .containsEntry("select", "last")
                .containsEntry("keep", "decodable")
                .containsEntry("train-size", "80");
        assertThat(card.training().splits()).containsOnlyKeys("train", "validation", "test", "drawn");

        Path csv = folder.resolve("predictions.csv");
        Invocation test = evaluate(photos, "--split", "test", "--predictions", csv.toString());
        assertThat(test.exitCode()).as(test.err()).isZero();
        assertThat(test.out()).endsWith(Score.of(card.test()).report() + System.lineSeparator());
        assertThat(test.out().lines())
                .contains(
                        String.format(Locale.ROOT, "accuracy %.4f", card.test().accuracy()));
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(21);
        assertThat(rows.get(0)).isEqualTo("name,label,probability_dog");
        assertThat(rows.get(1)).matches("\"photos/(cat|dog)/\\d+\\.jpg\",(cat|dog),[0-9.E-]+");

        assertThat(card.test().confidence().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(20);
        ModelDirectory.writeCard(folder.resolve("models/model1"), card.withTest(null));
        assertThat(evaluate(photos, "--split", "test", "--update-card").exitCode())
                .isZero();
        assertThat(ModelDirectory.read(folder.resolve("models/model1")).card()).isEqualTo(card);
        assertThat(evaluate(photos, "--update-card").err())
                .contains("--update-card is for the score of the test split");

        Invocation validation = evaluate(photos, "--split", "validation");
        assertThat(validation.out())
                .as("weights are stored in 8 bits, the history is of floats")
                .containsPattern("accuracy [01]\\.\\d{4}");

        Invocation all = evaluate(photos);
        assertThat(all.exitCode()).isZero();
        assertThat(all.out()).contains("120 images, 1 files skipped");

        Files.move(photos.resolve("cat/broken.jpg"), photos.resolve("dog/broken.jpg"));
        assertThat(evaluate(photos, "--split", "test").exitCode())
                .as("not an image that counts")
                .isZero();
        try (var cats = Files.list(photos.resolve("cat"))) {
            Path cat = cats.findFirst().orElseThrow();
            Files.move(cat, cat.resolveSibling("a-new-name.jpg"));
        }
        Invocation other = evaluate(photos, "--split", "train");
        assertThat(other.exitCode()).isOne();
        assertThat(other.err())
                .contains("fingerprint")
                .contains(card.training().splits().get("train").fingerprint())
                .contains("the images it was trained with");
    }
}
