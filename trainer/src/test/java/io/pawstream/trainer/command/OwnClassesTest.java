package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.onnx.publish.TrainingOptions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From folders of three classes to a published model. */
class OwnClassesTest {

    private static final List<String> CLASSES = List.of("blue", "green", "red");

    @TempDir
    private Path directory;

    /** Draws discs on grey: the hue is the class, place and brightness are random. */
    private void draw(String folder, int label, int count, long seed) throws IOException {
        Path target = Files.createDirectories(directory.resolve(folder).resolve(CLASSES.get(label)));
        Random random = new Random(seed * 3 + label);
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(150, 150, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(Color.getHSBColor(0, 0, random.nextFloat()));
            graphics.fillRect(0, 0, 150, 150);
            float hue = (2 - label) / 3f + (random.nextFloat() - 0.5f) / 10;
            graphics.setColor(Color.getHSBColor(hue, 0.9f, 0.6f + 0.4f * random.nextFloat()));
            graphics.fillOval(random.nextInt(50), random.nextInt(50), 100, 100);
            graphics.dispose();
            ImageIO.write(image, "png", target.resolve(i + ".png").toFile());
        }
    }

    private Invocation train(String images, String... more) {
        String[] first = {
            "train",
            "--data",
            directory.resolve(images).toString(),
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

    private Invocation evaluate(String images, String model, String... more) {
        String[] first = {
            "evaluate",
            "--data",
            directory.resolve(images).toString(),
            "--models",
            directory.resolve("models").toString(),
            "--model",
            model
        };
        return Invocation.ofOnnx(Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private ModelCard card(String name) throws Exception {
        return ModelDirectory.read(directory.resolve("models").resolve(name)).card();
    }

    private static double accuracy(Invocation evaluation) {
        assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
        return evaluation
                .out()
                .lines()
                .filter(line -> line.startsWith("accuracy "))
                .mapToDouble(line -> Double.parseDouble(line.substring("accuracy ".length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aModelOfThreeClassesIsTrainedQuantizedAndEvaluated() throws Exception {
        for (int label = 0; label < 3; label++) {
            draw("colors", label, 40, 1);
        }
        Invocation trained = train("colors", "--model", "model1", "--name", "colors", "--epochs", "4");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.out())
                .contains("splits: 96 train, 12 validation, 12 test")
                .contains("largest difference between export and trained network");
        String images = directory.resolve("colors").toString();
        String models = " --models " + directory.resolve("models");
        assertThat(trained.out().lines())
                .endsWith(
                        "next:",
                        "  measure its accuracy:  ./pawstream evaluate --model colors" + models + " --data " + images
                                + " --split test",
                        "  write a report:        ./pawstream report --model colors" + models + " --data " + images);
        ModelCard card = card("colors");
        assertThat(card.classes()).isEqualTo(CLASSES);
        assertThat(card.test().accuracy()).isGreaterThan(0.95);
        assertThat(card.test().perClass().images()).containsExactly(4, 4, 4);
        assertThat(TrainingOptions.of(card).command())
                .startsWith("./pawstream train --model model1")
                .contains(" --data colors --keep decodable --train-size 96 --validation-size 12 --test-size 12 ");
        assertThat(accuracy(evaluate("colors", "colors"))).isGreaterThan(0.95);
        assertThat(accuracy(evaluate("colors", "colors", "--split", "test")))
                .isEqualTo(card.test().accuracy(), within(1e-4));
        assertThat(accuracy(evaluate("colors", "colors-8bit"))).isGreaterThan(0.95);

        String[] taught = {"--model", "model5", "--epochs", "1", "--teacher", "colors"};
        Invocation student = train("colors", taught);
        assertThat(student.exitCode()).as(student.err()).isZero();
        assertThat(student.out()).contains("epoch 1/1");
        assertThat(card("model5").classes()).isEqualTo(CLASSES);
        assertThat(card("model5").training().options()).containsEntry("teacher", "colors");
        Invocation resumed = train(
                "colors",
                Stream.concat(Arrays.stream(taught), Stream.of("--resume")).toArray(String[]::new));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.out()).doesNotContain("epoch 1/1");

        draw("two", 0, 20, 2);
        draw("two", 2, 20, 2);
        Invocation other = train("two", "--model", "model5", "--epochs", "1", "--teacher", "colors");
        assertThat(other.exitCode()).isOne();
        assertThat(other.err().lines())
                .last()
                .isEqualTo("--teacher colors has the classes [blue, green, red], the images have [blue, red]; use a"
                        + " teacher that was trained on the same classes");
    }

    @Test
    void foldersOfSplitsAreRestoredFromTheCard() throws Exception {
        for (int label = 0; label < 3; label++) {
            draw("divided/train", label, 16, 1);
            draw("divided/valid", label, 4, 2);
            draw("divided/test", label, 3 + label, 3);
        }
        Invocation trained = train("divided", "--model", "model5", "--epochs", "1");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("splits: 48 train, 12 validation, 12 test");
        assertThat(card("model5").test().perClass().images()).containsExactly(3, 4, 5);
        assertThat(accuracy(evaluate("divided", "model5", "--split", "test")))
                .isEqualTo(card("model5").test().accuracy(), within(1e-4));
    }

    @Test
    void aFolderThatCannotNameAClassEndsTheTrainingBeforeItStarts() throws Exception {
        draw("two", 0, 10, 2);
        draw("two", 2, 10, 2);
        Files.move(directory.resolve("two/red"), directory.resolve("two/r\u001bed"));
        Invocation trained = train("two", "--model", "model5", "--epochs", "1");
        assertThat(trained.exitCode()).isOne();
        assertThat(trained.err())
                .hasLineCount(1)
                .startsWith("the name of the class folder \"r\\u001bed\" cannot be that of a class: ");
        assertThat(trained.out()).doesNotContain("training model5");
    }

    @Test
    void drawnImagesOfOtherClassesCannotBeAdded() throws Exception {
        draw("two", 0, 10, 2);
        draw("two", 2, 10, 2);
        Invocation trained = train("two", "--model", "model5", "--epochs", "1", "--drawn-share", "1");
        assertThat(trained.exitCode()).isOne();
        assertThat(trained.err())
                .contains("cannot draw \"blue\"")
                .contains("must be a different one of: cat, dog, fox");
    }
}
