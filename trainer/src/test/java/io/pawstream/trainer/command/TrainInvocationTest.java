package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.model.ModelCard;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrainInvocationTest {

    @Test
    void isTheCommandWithEveryOptionOfTheCard() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("data", "my photos.zip");
        options.put("model", "model4");
        options.put("name", "model4-tuned");
        options.put("fine-tune", "true");
        options.put("fine-tune-epochs", "20");
        options.put("base-weights-sha256", "no option");
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
        CommandLine train =
                TrainerCommand.commandLine(Clock.systemUTC()).getSubcommands().get("train");
        String command = TrainInvocation.of(train.getCommandSpec(), card);
        assertThat(command)
                .isEqualTo("./pawstream train --model model4 --seed 7 --data 'my photos.zip' --name model4-tuned"
                        + " --fine-tune --fine-tune-epochs 20");
    }
}
