package io.pawstream.quickstart.chaos;

import io.pawstream.producer.broker.BrokerException;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A processor under a steady load whose model is switched again and again; its memory is watched. */
final class SoakRun implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Images at once, to see how many it can do in a second. */
    private static final int BURST = 2_000;

    /** What the resident memory is averaged over, at the beginning and at the end. */
    private static final double AVERAGED = 0.05;

    /**
     * What to do.
     *
     * @param home folder of the project
     * @param models what is switched between, in turns
     * @param total length of the steady load
     * @param settling time after which the memory must not grow
     * @param switchEvery time between two switches
     * @param load images per second as a share of those that the processor can do, 0 to 1
     */
    record Plan(Path home, List<String> models, Duration total, Duration settling, Duration switchEvery, double load) {}

    /**
     * What was seen.
     *
     * @param switches how often the model was switched
     * @param bytesBefore mean resident memory when it had settled
     * @param bytesAfter mean resident memory at the end
     */
    record Result(int switches, double bytesBefore, double bytesAfter, Account account) {

        /** Growth as a share: 0.01 is one per cent. */
        double growth() {
            return bytesAfter / bytesBefore - 1;
        }
    }

    private record Sample(long nanos, long bytes) {}

    private final Plan plan;
    private final PrintWriter out;
    private final TestEnvironment stage;
    private final Ledger ledger;
    private final ProcessorProcess processor;
    private final List<Sample> samples = new ArrayList<>();
    private int switches;

    SoakRun(Plan plan, PrintWriter out) throws IOException, BrokerException, InterruptedException {
        this.plan = plan;
        this.out = out;
        stage = new TestEnvironment(plan.home, plan.models);
        ledger = new Ledger(stage.broker().bootstrap(), Duration.ZERO);
        processor = stage.start(
                "soak",
                // Room for the selected model alone: each switch loads one and closes another.
                Map.of("pawstream.model", plan.models.get(0), "pawstream.models.max-loaded", "1"),
                List.of("-Xms512m", "-XX:+AlwaysPreTouch"));
        processor.awaitReady(READY, () -> false);
    }

    Result run() throws Exception {
        double fullRate = burst();
        double rate = plan.load * fullRate;
        out.printf(Locale.ROOT, "%.0f images/s at most; %.0f a second from here on%n", fullRate, rate);
        out.flush();
        int most = (int) Math.ceil(rate * (plan.total.toSeconds() + PATIENCE.toSeconds()));
        try (NumberedImages images =
                new NumberedImages(stage.broker().bootstrap(), BURST, most, rate, NumberedImages.mixed(2))) {
            images.start();
            watch(System.nanoTime());
            images.stop();
            int published = BURST + images.awaitEnd();
            ledger.awaitAnswers(published, PATIENCE);
            return new Result(switches, mean(plan.settling), mean(plan.total), ledger.account(published));
        }
    }

    /** Publishes many images at once and gives the rate of the answers, in images per second. */
    private double burst() throws IOException, InterruptedException {
        try (NumberedImages images =
                new NumberedImages(stage.broker().bootstrap(), 0, BURST, 1e9, NumberedImages.mixed(1))) {
            images.start();
            // The first half warms up.
            ledger.awaitAnswers(BURST / 2, PATIENCE);
            long half = System.nanoTime();
            images.awaitEnd();
            ledger.awaitAnswers(BURST, PATIENCE);
            return BURST / 2 / ((System.nanoTime() - half) * 1e-9);
        }
    }

    /** Switches and samples once a second until the time is over. */
    private void watch(long start) throws IOException, InterruptedException {
        long nextSwitch = start;
        long nextSample = start;
        long nextLine = start;
        long end = start + plan.total.toNanos();
        for (long now = start; now < end; now = System.nanoTime()) {
            if (now >= nextSwitch) {
                processor.select("{\"model\":\"" + plan.models.get(++switches % plan.models.size()) + "\"}");
                nextSwitch += plan.switchEvery.toNanos();
            }
            if (now >= nextSample) {
                samples.add(new Sample(now - start, processor.memoryBytes("VmRSS")));
                nextSample += 1_000_000_000L;
            }
            if (now >= nextLine) {
                out.printf(
                        Locale.ROOT,
                        "%5.1f min  %7.1f MB resident  %5d switches%n",
                        (now - start) / 60e9,
                        samples.get(samples.size() - 1).bytes / 1e6,
                        switches);
                out.flush();
                nextLine += 60_000_000_000L;
            }
            Thread.sleep(20);
        }
    }

    /** Mean of the samples of a while before a moment. */
    private double mean(Duration until) {
        double window = AVERAGED * plan.total.toNanos();
        return samples.stream()
                .filter(sample -> sample.nanos <= until.toNanos() && sample.nanos >= until.toNanos() - window)
                .mapToLong(Sample::bytes)
                .average()
                .orElseThrow(() -> new IllegalStateException("no sample of the memory before " + until));
    }

    @Override
    public void close() throws IOException {
        ledger.close();
        processor.close();
        stage.close();
    }
}
