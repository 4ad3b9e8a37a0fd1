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

/** Runs a processor under a steady load, switches its model at an interval, and samples its resident memory. */
final class SoakRun implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration RESULT_TIMEOUT = Duration.ofMinutes(1);

    /** Images published at once to measure the maximum throughput. */
    private static final int BURST = 2_000;

    /**
     * Length of the windows before the settling time and before the end in which resident memory is averaged, as a
     * share of the run.
     */
    private static final double AVERAGED_SHARE = 0.05;

    private static final long SAMPLE_NANOS = 1_000_000_000L;

    /** Averaged at least, also in a short run, whose share would have one sample or none. */
    private static final int LEAST_SAMPLES = 3;

    /**
     * What to do.
     *
     * @param home root directory of the project
     * @param models names of the models to switch between, at least two
     * @param total duration of the steady load
     * @param settling time after which memory must not grow
     * @param switchInterval time between two switches
     * @param load load as a share of the processor's maximum throughput, above 0 and at most 1
     */
    record Plan(
            Path home, List<String> models, Duration total, Duration settling, Duration switchInterval, double load) {}

    /**
     * What was measured.
     *
     * @param switches number of model switches
     * @param bytesBefore mean resident memory before the settling time, in bytes
     * @param bytesAfter mean resident memory before the end, in bytes
     * @param counts published images and their results
     */
    record Result(int switches, double bytesBefore, double bytesAfter, DeliveryCounts counts) {

        /** {@return the growth of resident memory as a share: 0.01 is 1%} */
        double growth() {
            return bytesAfter / bytesBefore - 1;
        }
    }

    private record Sample(long nanos, long bytes) {}

    private final Plan plan;
    private final PrintWriter out;
    private final TestEnvironment environment;
    private final Ledger ledger;
    private final ProcessorProcess processor;
    private final List<Sample> samples = new ArrayList<>();
    private int switches;

    SoakRun(Plan plan, PrintWriter out) throws IOException, BrokerException, InterruptedException {
        this.plan = plan;
        this.out = out;
        environment = new TestEnvironment(plan.home, plan.models);
        ledger = Ledger.open(environment.broker().bootstrap(), Duration.ZERO);
        processor = environment.start(
                "soak",
                // The cache holds one model, so each switch loads a model and closes the other one.
                Map.of("pawstream.model", plan.models.get(0), "pawstream.models.max-loaded", "1"),
                List.of("-Xms512m", "-XX:+AlwaysPreTouch"));
        processor.awaitReady(READY_TIMEOUT, () -> false);
    }

    Result run() throws Exception {
        double maxThroughput = measureThroughput();
        double rate = plan.load * maxThroughput;
        out.printf(Locale.ROOT, "maximum throughput %.0f images/s; publishing %.0f images/s%n", maxThroughput, rate);
        out.flush();
        int maxEvents = (int) Math.ceil(rate * (plan.total.toSeconds() + RESULT_TIMEOUT.toSeconds()));
        try (NumberedImages images =
                new NumberedImages(environment.broker().bootstrap(), BURST, maxEvents, rate, NumberedImages.mixed(2))) {
            images.start();
            switchAndSample(System.nanoTime());
            images.stop();
            int published = BURST + images.awaitEnd();
            ledger.awaitResults(published, RESULT_TIMEOUT);
            return new Result(switches, meanBytes(plan.settling), meanBytes(plan.total), ledger.counts(published));
        }
    }

    /** Publishes many images at once. Returns the throughput of the second half in images/s. */
    private double measureThroughput() throws IOException, InterruptedException {
        try (NumberedImages images =
                new NumberedImages(environment.broker().bootstrap(), 0, BURST, 1e9, NumberedImages.mixed(1))) {
            images.start();
            // The first half is the warm-up.
            ledger.awaitResults(BURST / 2, RESULT_TIMEOUT);
            long half = System.nanoTime();
            images.awaitEnd();
            ledger.awaitResults(BURST, RESULT_TIMEOUT);
            return BURST / 2 / ((System.nanoTime() - half) * 1e-9);
        }
    }

    /** Switches models at the interval and samples memory once a second, until the load ends. */
    private void switchAndSample(long start) throws IOException, InterruptedException {
        long nextSwitch = start;
        long nextSample = start;
        long nextLine = start;
        long end = start + plan.total.toNanos();
        for (long now = start; now < end; now = System.nanoTime()) {
            if (now >= nextSwitch) {
                processor.select("{\"model\":\"" + plan.models.get(++switches % plan.models.size()) + "\"}");
                nextSwitch += plan.switchInterval.toNanos();
            }
            if (now >= nextSample) {
                samples.add(new Sample(now - start, processor.memoryBytes("VmRSS")));
                nextSample += SAMPLE_NANOS;
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

    /** {@return the mean of the samples in the window that ends at a time} */
    private double meanBytes(Duration until) {
        double window = Math.max(AVERAGED_SHARE * plan.total.toNanos(), LEAST_SAMPLES * SAMPLE_NANOS);
        return samples.stream()
                .filter(sample -> sample.nanos <= until.toNanos() && sample.nanos >= until.toNanos() - window)
                .mapToLong(Sample::bytes)
                .average()
                .orElseThrow(() -> new IllegalStateException("no memory sample in the window before " + until));
    }

    @Override
    public void close() throws IOException {
        ledger.close();
        processor.close();
        environment.close();
    }
}
