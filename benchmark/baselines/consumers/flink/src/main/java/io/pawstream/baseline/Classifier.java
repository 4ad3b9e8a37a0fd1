package io.pawstream.baseline;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Classifies images on a thread of its own, in batches of what waits, at most 16 images. */
final class Classifier extends RichAsyncFunction<Image, Result> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 16;

    private final String model;
    private final int threads;
    private transient BlockingQueue<Pending> queue;
    private transient List<String> classes;
    private transient int width;
    private transient int height;
    private transient Decoder decoder;
    private transient OrtSession session;
    private transient Thread worker;

    private record Pending(Image image, ResultFuture<Result> result) {}

    private record Prediction(String id, String label, float probability) {}

    Classifier(String model, int threads) {
        this.model = model;
        this.threads = threads;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        JsonNode card =
                JSON.readTree(Path.of(model).resolveSibling("model.json").toFile());
        classes = new ArrayList<>();
        card.get("classes").forEach(name -> classes.add(name.asText()));
        width = card.at("/input/width").asInt();
        height = card.at("/input/height").asInt();
        decoder = new Decoder(width, height);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        session = OrtEnvironment.getEnvironment().createSession(model, options);
        queue = new LinkedBlockingQueue<>();
        worker = new Thread(this::work, "classifier");
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public void asyncInvoke(Image image, ResultFuture<Result> result) {
        queue.add(new Pending(image, result));
    }

    private void work() {
        List<Pending> batch = new ArrayList<>();
        try {
            while (true) {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch, BATCH - 1);
                try {
                    classify(batch);
                } catch (Exception e) {
                    batch.forEach(pending -> pending.result.completeExceptionally(e));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void classify(List<Pending> batch) throws Exception {
        ByteBuffer pixels = ByteBuffer.allocateDirect(batch.size() * height * width * 3);
        List<Pending> valid = new ArrayList<>();
        for (Pending pending : batch) {
            byte[] decoded = decoder.decode(pending.image.value());
            if (decoded == null) {
                complete(pending, "images.rejected", pending.image.value());
            } else {
                pixels.put(decoded);
                valid.add(pending);
            }
        }
        if (valid.isEmpty()) {
            return;
        }
        long[] shape = {valid.size(), height, width, 3};
        try (OnnxTensor images = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), pixels.flip(), shape, OnnxJavaType.UINT8);
                OrtSession.Result output = session.run(Map.of("images", images))) {
            float[][] probabilities = (float[][]) output.get(0).getValue();
            for (int i = 0; i < valid.size(); i++) {
                complete(
                        valid.get(i),
                        "predictions",
                        JSON.writeValueAsBytes(prediction(valid.get(i), probabilities[i])));
            }
        }
    }

    private Prediction prediction(Pending pending, float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return new Prediction(pending.image.id(), classes.get(best), probabilities[best]);
    }

    private static void complete(Pending pending, String topic, byte[] value) {
        pending.result.complete(List.of(new Result(topic, pending.image.key(), value)));
    }

    @Override
    public void close() throws OrtException, InterruptedException {
        if (worker != null) {
            worker.interrupt();
            worker.join();
            session.close();
        }
    }
}
