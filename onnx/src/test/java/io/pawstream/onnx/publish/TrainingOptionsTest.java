package io.pawstream.onnx.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.Origin;
import io.pawstream.model.Training;
import io.pawstream.onnx.TestCards;
import io.pawstream.onnx.TestTrainingOptions;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.graph.WeightStorage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingOptionsTest {

    private static final ImageSize SIZE = new ImageSize(150, 150);

    private static TrainingOptions options(String source, String weightsFile) {
        return TestTrainingOptions.of(source, FileFilter.JFIF, weightsFile, WeightStorage.INT8);
    }

    private static ModelCard card(Map<String, String> options) {
        Origin origin = Origin.of(new Training(7, options, Map.of(), List.of()));
        return TestCards.of("model4-tuned", "", SIZE, origin, null);
    }

    private static Map<String, String> without(String option) {
        Map<String, String> options =
                new LinkedHashMap<>(options("my photos.zip", "mine.h5").toMap());
        options.remove(option);
        return options;
    }

    @Test
    void whatIsWrittenIsRead() throws ModelException {
        TrainingOptions all = options("my photos.zip", "mine.h5");
        assertThat(TrainingOptions.of(card(all.toMap()))).isEqualTo(all);
        TrainingOptions few = new TrainingOptions(
                new TrainingOptions.Model("model1", null, 7, null),
                all.images(),
                all.recipe(),
                null,
                null,
                all.export());
        assertThat(TrainingOptions.of(card(few.toMap()))).isEqualTo(few);
    }

    @Test
    void theCommandHasEveryOption() {
        assertThat(options("my photos.zip", "mine.h5").command())
                .isEqualTo(
                        "./pawstream train --model model4 --seed 7 --data 'my photos.zip' --more-data more.zip"
                                + " --more-data 'own photos' --keep jfif"
                                + " --train-size 100 --validation-size 20 --test-size 30 --drawn-share 0.1 --input-size 200 --batch-size 32"
                                + " --select last --weights int8 --calibrate --name model4-tuned --epochs 3 --learning-rate 0.001"
                                + " --schedule cosine --mixup 0.25 --weight-averaging 0.999 --fine-tune --fine-tune-epochs 20 --fine-tune-rate 4.0E-4"
                                + " --fine-tune-blocks 13 --teacher model5 --temperature 2.0 --feature-weight 0.5 --base-weights mine.h5 --variant full --pooling max");
    }

    @Test
    void downloadedFilesAreNotNamed() {
        assertThat(options("kagglecatsanddogs_5340.zip", "weights_mobilenet_v3_large_224_1.0_float_no_top_v2.h5")
                        .command())
                .contains(" --data published ", " --variant full ")
                .doesNotContain("kaggle", "--base-weights");
    }

    @Test
    void theSourceMayBeAtAnotherPath() {
        assertThat(options("flowers", "mine.h5").withSource("../my flowers").command())
                .contains(" --data '../my flowers' ");
    }

    @Test
    void quotesAreEscaped() {
        assertThat(options("Tom's photos", "mine.h5").command()).contains(" --data 'Tom'\\''s photos' ");
    }

    @Test
    void optionsThatOlderCardsLackHaveDefaults() throws ModelException {
        TrainingOptions all = options("my photos.zip", "mine.h5");
        assertThat(TrainingOptions.of(card(without("small-epochs"))).recipe().smallEpochs())
                .isZero();
        assertThat(TrainingOptions.of(card(without("weight-decay")))
                        .recipe()
                        .regularization()
                        .weightDecay())
                .isZero();
        assertThat(TrainingOptions.of(card(without("model"))).model().network()).isEqualTo("model4-tuned");
        assertThat(TrainingOptions.of(card(without("name"))).model())
                .isEqualTo(
                        new TrainingOptions.Model("model4", null, 7, all.model().baseWeights()));
    }

    @Test
    void aMissingOrInvalidOptionIsNamed() {
        assertThatThrownBy(() -> TrainingOptions.of(card(without("keep"))))
                .isInstanceOf(ModelException.class)
                .hasMessage("the card of model4-tuned has no training option \"keep\"");
        assertInvalid("keep", "all", "; allowed: [jfif, decodable]");
        assertInvalid("train-size", "many", "\"many\"; it must be a number");
        assertInvalid("train-size", "0", "each must be at least 1");
        assertThatThrownBy(() -> TrainingOptions.of(TestCards.of("m", null, SIZE, TestCards.IMPORTED, null)))
                .hasMessage("the card of m has no training options");
    }

    private static void assertInvalid(String option, String value, String message) {
        Map<String, String> options = without(option);
        options.put(option, value);
        assertThatThrownBy(() -> TrainingOptions.of(card(options)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the card of model4-tuned")
                .hasMessageContaining(message);
    }

    @Test
    void theExportedEpochIsRecordedAfterTheExport() {
        TrainingOptions options = options("my photos.zip", "mine.h5");
        TrainingOptions before = new TrainingOptions(
                options.model(),
                options.images(),
                options.recipe(),
                options.fineTuning(),
                options.teacher(),
                new TrainingOptions.Export(EpochSelection.LAST, WeightStorage.INT8, true, null));
        assertThat(before.toMap()).doesNotContainKey("exported-epoch");
        assertThat(before.exported(21)).isEqualTo(options);
        assertThat(options.training(Map.of(), List.of()))
                .isEqualTo(new Training(7, options.toMap(), Map.of(), List.of()));
    }
}
