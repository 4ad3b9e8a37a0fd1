package io.pawstream.processor.observe;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.Result.StageTimes;
import java.nio.ByteBuffer;

/** Results for tests of listeners. */
final class TestResults {

    /** The record images-1-2, published at the epoch. */
    static final ProcessedRecord RECORD = published(0);

    private TestResults() {}

    /** Returns the record images-1-2 with a timestamp, processed a day after the epoch. */
    static ProcessedRecord published(long timestampMillis) {
        return new ProcessedRecord(new RecordAddress("images", 1, 2), timestampMillis, 86_400_000);
    }

    /** Returns the card of a model for 4x4 pixels with the classes cat and dog. */
    static ModelCard card(String name, String version) {
        return new FakeNetwork().model(name, version).card();
    }

    /** Returns a result of an image with the file name pet.jpg. */
    static Classified classified(String id, ModelCard card, double dog, ByteBuffer pixels) {
        return classified(new ImageIdentity(id, "test", "pet.jpg", null), card, dog, pixels);
    }

    /** Returns a result with 20 ms of decoding, 10 ms in the queue and 30 ms of inference. */
    static Classified classified(ImageIdentity image, ModelCard card, double dog, ByteBuffer pixels) {
        return new Classified(image, card, 3, FakeNetwork.prediction(dog), new StageTimes(0.02, 0.01, 0.03), pixels);
    }

    /** Returns a rejection of a record without an event. */
    static Rejected rejected(RejectionReason reason, String message) {
        return new Rejected(new ImageIdentity("images-1-2", "kafka:images", null, null), reason, message);
    }
}
