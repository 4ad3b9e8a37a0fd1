package io.pawstream.onnx.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ModelCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainInvocationTest {

    @Test
    void isTheCommandWithEveryOptionOfTheCard() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("base-weights", "mine.h5");
        options.put("data", "my photos.zip");
        options.put("model", "model4");
        options.put("name", "model4-tuned");
        options.put("fine-tune", "true");
        options.put("fine-tune-epochs", "20");
        options.put("base-weights-sha256", "no option");
        assertThat(command(options))
                .isEqualTo("./pawstream train --model model4 --seed 7 --base-weights mine.h5 --data 'my photos.zip'"
                        + " --name model4-tuned --fine-tune --fine-tune-epochs 20");
    }

    @Test
    void whatWasDownloadedIsNotNamedByItsFile() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("data", "kagglecatsanddogs_5340.zip");
        options.put("base-weights", "weights_mobilenet_v3_large_224_1.0_float_no_top_v2.h5");
        options.put("variant", "full");
        assertThat(command(options))
                .isEqualTo("./pawstream train --model model4-tuned --seed 7 --data published --variant full");
    }

    private static String command(Map<String, String> options) {
        ModelCard card = new ModelCard(
                "model4-tuned",
                "20260101.000000",
                "",
                List.of("cat", "dog"),
                150,
                150,
                1,
                17,
                "0".repeat(64),
                1,
                new ModelCard.Training(7, options, Map.of(), List.of()),
                null);
        return TrainInvocation.of(card);
    }
}
