package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEvent.ClassProbability;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.StageTimes;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static final RecordAddress INPUT = new RecordAddress("images", 3, 17);

    private final ModelCard card =
            new FakeNetwork().model("m", "20260102.030405").card();

    @Test
    void aClassifiedResultBecomesAPredictionEvent() {
        assertThat(classified(null).toEvent(INPUT))
                .isEqualTo(new PredictionEvent(
                        "id",
                        "test",
                        "pet.png",
                        "cat",
                        0.75,
                        List.of(new ClassProbability("cat", 0.75), new ClassProbability("dog", 0.25)),
                        new PredictionEvent.Model("m", "20260102.030405", "0".repeat(64)),
                        9,
                        INPUT,
                        0.1,
                        0.2,
                        0.3));
    }

    @Test
    void pixelsCanBeRemoved() {
        Classified sampled = classified(ByteBuffer.allocate(48));
        assertThat(sampled.withoutPixels()).isEqualTo(classified(null)).isNotEqualTo(sampled);
        Classified unsampled = classified(null);
        assertThat(unsampled.withoutPixels()).isSameAs(unsampled);
    }

    private Classified classified(ByteBuffer pixels) {
        return new Classified(
                new ImageIdentity("id", "test", "pet.png", "00-trace"),
                card,
                9,
                FakeNetwork.prediction(0.25),
                new StageTimes(0.1, 0.2, 0.3),
                pixels);
    }
}
