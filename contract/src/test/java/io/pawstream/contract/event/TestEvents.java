package io.pawstream.contract.event;

import java.time.OffsetDateTime;
import java.util.List;

/** Events with every attribute, and events with required attributes only. */
final class TestEvents {

    static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-01T12:00:00.123456Z");
    static final OffsetDateTime EXPIRY_TIME = OffsetDateTime.parse("2026-03-01T12:00:30Z");
    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private TestEvents() {}

    static ImageEvent image() {
        return new ImageEvent(
                "run-17",
                "pawstream:producer/photos.zip",
                "PetImages/Cat/17.jpg",
                TIME,
                EXPIRY_TIME,
                "image/jpeg",
                "model3",
                "https://example.com/17.jpg",
                TRACEPARENT,
                new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 1, 2, -1});
    }

    static ImageEvent imageWithoutOptions() {
        return new ImageEvent("run-18", "test", null, null, null, null, null, null, new byte[] {1});
    }

    static PredictionEvent prediction() {
        return prediction("PetImages/Cat/17.jpg");
    }

    static PredictionEvent predictionWithoutOptions() {
        return prediction(null);
    }

    private static PredictionEvent prediction(String subject) {
        return new PredictionEvent(
                "run-17",
                "pawstream:producer/photos.zip",
                subject,
                "cat",
                0.75,
                List.of(
                        new PredictionEvent.ClassProbability("cat", 0.75),
                        new PredictionEvent.ClassProbability("dog", 0.25)),
                new PredictionEvent.Model("model3", "20260301.120000", "0123456789abcdef".repeat(4)),
                -1,
                TestRecords.ADDRESS,
                0.001,
                0.0025,
                0.004);
    }
}
