package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
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

/** From images in a directory to a published model, and the same score again. */
class TrainAndEvaluateTest {

    @TempDir
    private Path directory;

    private Path images() throws IOException {
        Path images = directory.resolve("photos");
        try (DrawnSource source = new DrawnSource(2)) {
            for (int i = 0; i < 120; i++) {
                SourceImage image = source.get(i);
                Path file = images.resolve(image.label().orElseThrow()).resolve(i + ".jpg");
                Files.createDirectories(file.getParent());
                Files.write(file, image.read());
            }
        }
        Files.writeString(images.resolve("cat/broken.jpg"), "no image");
        return images;
    }

    private Invocation train(Path images, String... more) {
        String[] first = {
            "train",
            "--data",
            images.toString(),
            "--keep",
            "decodable",
            "--batch-size",
            "16",
            "--out",
            directory.resolve("models").toString(),
            "--run-dir",
            directory.resolve("runs").toString(),
            "--threads",
            "2"
        };
        return Invocation.of(Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @Test
    void anUnusableRepositoryFailsBeforeTheImagesAreRead() throws Exception {
        Path file = Files.writeString(directory.resolve("models"), "not a directory");
        Invocation trained = train(directory.resolve("missing"), "--model", "model5");
        assertThat(trained.exitCode()).isEqualTo(1);
        assertThat(trained.err()).startsWith("cannot publish models to --out " + file + ": ");
    }

    @Test
    void aModelThatIsNoBetterThanTheMajorityIsNamed() throws Exception {
        // The labels have nothing to do with the drawings.
        Path images = directory.resolve("photos");
        try (DrawnSource source = new DrawnSource(2)) {
            for (int i = 0; i < 120; i++) {
                Path file = images.resolve(i % 4 < 3 ? "cat" : "dog").resolve(i + ".jpg");
                Files.createDirectories(file.getParent());
                Files.write(file, source.get(i).read());
            }
        }
        Invocation trained = train(images, "--model", "model5", "--epochs", "1");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.err())
                .contains(
                        "warning: the model is no better than always predicting \"cat\", which has an accuracy of 0.");
    }

    @Test
    void quantizeDoesWhatTheTrainingDidAtItsEnd() throws Exception {
        Path images = images();
        Invocation trained = train(images, "--model", "model5", "--epochs", "2");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        Path models = directory.resolve("models");
        Path eightBits = models.resolve("model5-8bit");
        // Such a short training may or may not lose accuracy in 8 bits; both commands agree.
        boolean published = Files.exists(eightBits);
        assertThat(trained.out())
                .contains("test accuracy in 8 bits")
                .contains(published ? "published " + eightBits : "model5-8bit is not published");
        String sha256 = published ? ModelDirectory.sha256(eightBits.resolve("model.onnx")) : null;
        Invocation again = Invocation.ofOnnx(
                "quantize",
                "--model",
                "model5",
                "--models",
                models.toString(),
                "--data",
                images.toString(),
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
    void aTeacherIsRecordedAndAFinishedTrainingIsExportedAgain() throws Exception {
        Path images = images();
        assertThat(train(images, "--model", "model1", "--name", "teacher", "--epochs", "1", "--input-size", "160")
                        .exitCode())
                .isZero();
        assertThat(ModelDirectory.read(directory.resolve("models/teacher"))
                        .card()
                        .input())
                .isEqualTo(new ImageSize(160, 160));
        String[] taught = {
            "--model",
            "model5",
            "--epochs",
            "2",
            "--teacher",
            "teacher",
            "--feature-weight",
            "0.5",
            "--mixup",
            "0.2",
            "--weight-averaging",
            "0.9"
        };
        Invocation first = train(images, taught);
        assertThat(first.exitCode()).as(first.err()).isZero();
        ModelCard card = ModelDirectory.read(directory.resolve("models/model5")).card();
        assertThat(card.training().options())
                .containsEntry("teacher", "teacher")
                .containsEntry("teacher-version", "20260102.030405")
                .containsEntry("small-epochs", "1")
                .containsEntry("feature-weight", "0.5")
                .containsEntry("mixup", "0.2")
                .containsEntry("weight-averaging", "0.9")
                .containsKey("teacher-sha256");

        Invocation again = train(
                images,
                Stream.concat(Arrays.stream(taught), Stream.of("--resume", "--calibrate"))
                        .toArray(String[]::new));
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).doesNotContain("epoch 1/2").contains("calibrated: logits divided by ");
        ModelCard calibrated =
                ModelDirectory.read(directory.resolve("models/model5")).card();
        assertThat(calibrated.training().history()).isEqualTo(card.training().history());
        assertThat(calibrated.training().options()).containsEntry("calibrate", "true");
        assertThat(calibrated.test().accuracy()).isEqualTo(card.test().accuracy());
        assertThat(calibrated.sha256()).isNotEqualTo(card.sha256());

        Invocation other = train(images, "--model", "model5", "--epochs", "3", "--teacher", "teacher", "--resume");
        assertThat(other.exitCode()).isOne();
        assertThat(other.err()).contains("epochs was 2 and is 3").contains("omit --resume");
        Invocation larger = train(images, "--model", "model5", "--input-size", "161", "--teacher", "teacher");
        assertThat(larger.exitCode()).isOne();
        assertThat(larger.err())
                .contains(
                        "--teacher teacher has images of 160x160 pixels; they must be at least as large as those of the"
                                + " network, 161x161");
    }

    private Invocation evaluate(Path images, String... more) {
        String[] first = {
            "evaluate",
            "--model",
            "model1",
            "--models",
            directory.resolve("models").toString(),
            "--data",
            images.toString()
        };
        String[] all = Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new);
        return Invocation.ofOnnx(all);
    }

    @Test
    void evaluateGivesTheScoreThatTrainingWrote() throws Exception {
        Path images = images();
        Invocation train =
                train(images, "--model", "model1", "--epochs", "1", "--drawn-share", "0.1", "--select", "last");
        assertThat(train.exitCode()).as(train.err()).isZero();
        assertThat(train.out())
                .contains("120 images, 1 files skipped: 1 unsupported-format")
                .contains("splits: 96 train, 12 validation, 12 test")
                .contains("epoch 1/1: loss ");
        assertThat(directory.resolve("runs/model1/curves.png")).isNotEmptyFile();

        ModelCard card = ModelDirectory.read(directory.resolve("models/model1")).card();
        assertThat(card.version()).isEqualTo("20260102.030405");
        assertThat(card.training().options())
                .containsEntry("select", "last")
                .containsEntry("keep", "decodable")
                .containsEntry("train-size", "96");
        assertThat(card.training().splits()).containsOnlyKeys("train", "validation", "test", "drawn");

        Path csv = directory.resolve("predictions.csv");
        Invocation test = evaluate(images, "--split", "test", "--predictions", csv.toString());
        assertThat(test.exitCode()).as(test.err()).isZero();
        assertThat(test.out()).endsWith(Score.of(card.test()).report(card.classes()) + System.lineSeparator());
        assertThat(test.out().lines())
                .contains(
                        String.format(Locale.ROOT, "accuracy %.4f", card.test().accuracy()));
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(13);
        assertThat(rows.get(0)).isEqualTo("name,label,predicted,probability");
        assertThat(rows.get(1)).matches("\"photos/(cat|dog)/\\d+\\.jpg\",\"(cat|dog)\",\"(cat|dog)\",[0-9.E-]+");

        assertThat(card.test().confidence().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(12);
        ModelDirectory.writeCard(directory.resolve("models/model1"), card.withTest(null));
        assertThat(evaluate(images, "--split", "test", "--update-card").exitCode())
                .isZero();
        assertThat(ModelDirectory.read(directory.resolve("models/model1")).card())
                .isEqualTo(card);
        assertThat(evaluate(images, "--update-card").err()).contains("--update-card requires --split test");

        Invocation validation = evaluate(images, "--split", "validation");
        assertThat(validation.out())
                .as("weights are stored in 8 bits; the history is of float weights")
                .containsPattern("accuracy [01]\\.\\d{4}");

        Invocation all = evaluate(images);
        assertThat(all.exitCode()).isZero();
        assertThat(all.out()).contains("120 images, 1 files skipped");

        Files.move(images.resolve("cat/broken.jpg"), images.resolve("dog/broken.jpg"));
        assertThat(evaluate(images, "--split", "test").exitCode())
                .as("not a usable image")
                .isZero();
        try (var cats = Files.list(images.resolve("cat"))) {
            Path cat = cats.findFirst().orElseThrow();
            Files.move(cat, cat.resolveSibling("a-new-name.jpg"));
        }
        Invocation other = evaluate(images, "--split", "train");
        assertThat(other.exitCode()).isOne();
        assertThat(other.err())
                .contains("fingerprint")
                .contains(card.training().splits().get("train").fingerprint())
                .contains("the images of its training");
    }
}
