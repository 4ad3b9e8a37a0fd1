package io.pawstream.benchmark.capacity;

import static io.pawstream.benchmark.shared.Statistics.median;

import io.pawstream.benchmark.shared.BenchOptions;
import io.pawstream.benchmark.shared.Results;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.benchmark.throughput.Throughput;
import io.pawstream.model.ModelDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Measures what {@code bench capacity} reports. */
final class CapacityRun {

    private static final String BENCHMARK = "capacity";
    private static final String PREDICTED = "predicted (images/s)";
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final String SMALL = "200x200";
    private static final String MEDIUM = "500x375";
    private static final String AS_THEY_ARE = "images as they are";
    private static final String LARGE = "2000x1500";
    private static final String LARGEST = "4000x3000";
    private static final String THREE_BROKERS = ", 3 brokers";
    private static final String OTHER = "other model, ";
    private static final String REFERENCED = "by reference";
    private static final String MANY_PARTITIONS = "images as they are, 64 partitions";
    private static final String TWO_INSTANCES = "1000x750, 16 partitions, 2 instances";
    private static final String FOUR_INSTANCES = "images as they are, 64 partitions, 4 instances";
    private static final String ONE_CORE = "images as they are, 1 core";
    private static final Duration SLOW_HOST_LATENCY = Duration.ofMillis(100);
    private static final int SLOW_HOST_THREADS = 64;
    private static final String SLOW_HOST =
            "by reference, " + SLOW_HOST_THREADS + " threads, " + SLOW_HOST_LATENCY.toMillis() + " ms";

    private final Path home;
    private final BenchOptions options;
    private final LoadOptions loadOptions;
    private final PrintWriter out;
    private final Results results;
    private final Workload images;
    private final Map<String, SustainedLoad> loads = new LinkedHashMap<>();
    private final Map<String, CapacityPoint> points = new HashMap<>();

    /**
     * Reads the images.
     *
     * @param home root directory of the project
     * @param options options of all benchmarks
     * @param loadOptions duration of each measurement
     * @param out receives the tables
     * @throws IOException if the images cannot be read
     */
    CapacityRun(Path home, BenchOptions options, LoadOptions loadOptions, PrintWriter out) throws IOException {
        this.home = home;
        this.options = options;
        this.loadOptions = loadOptions;
        this.out = out;
        results = options.results();
        images = options.workload();
    }

    /**
     * Measures, and prints the coefficients, the comparison and the plans.
     *
     * @param directory model to plan for
     * @param otherDirectory model that is measured with small images and predicted for larger ones
     * @param rates images per second to plan for, each above 0
     */
    void run(ModelDirectory directory, ModelDirectory otherDirectory, List<Double> rates) throws Exception {
        addFitted(directory, otherDirectory);
        addCompared(directory, otherDirectory);
        measure();

        List<CapacityPoint> sizes =
                Stream.of(SMALL, AS_THEY_ARE, LARGE, LARGEST).map(this::point).toList();
        CapacityModel single = new CapacityModel(
                CpuCost.ofBytesAndPixels(samples(sizes, CapacityPoint::processor)),
                CpuCost.ofBytes(samples(sizes, CapacityPoint::broker)),
                CpuCost.ofBytes(samples(sizes, CapacityPoint::client)),
                point(MANY_PARTITIONS).totalMillis() - point(AS_THEY_ARE).totalMillis(),
                median(sizes, point -> point.utilization(CORES)));
        List<CapacityPoint> replicated = Stream.of(
                        SMALL + THREE_BROKERS, AS_THEY_ARE + THREE_BROKERS, LARGE + THREE_BROKERS)
                .map(this::point)
                .toList();
        CapacityModel cluster = single.withBrokersAndClients(
                CpuCost.ofBytes(samples(replicated, CapacityPoint::broker)),
                CpuCost.ofBytes(samples(replicated, CapacityPoint::client)));
        CapacityModel withFetch = single.withProcessor(point(REFERENCED).exact(single.processor()));
        CapacityModel other = single.withProcessor(point(OTHER + SMALL).exact(single.processor()));

        out.printf("%n%-60s %14s %14s %10s%n", "not fitted", "images/s", "predicted", "error");
        for (String name : List.of(MEDIUM, TWO_INSTANCES, FOUR_INSTANCES, ONE_CORE)) {
            compare(name, predicted(single, name));
        }
        compare(MEDIUM + THREE_BROKERS, predicted(cluster, MEDIUM + THREE_BROKERS));
        compare(OTHER + AS_THEY_ARE, predicted(other, OTHER + AS_THEY_ARE));
        CapacityPoint asTheyAre = point(AS_THEY_ARE);
        double fetchLimit = CapacityModel.fetchesPerSecond(
                SLOW_HOST_THREADS,
                (double) SLOW_HOST_LATENCY.toMillis(),
                withFetch.processor().millis(asTheyAre.megabytes(), asTheyAre.megapixels()) / CORES);
        compare(SLOW_HOST, Math.min(fetchLimit, predicted(withFetch, SLOW_HOST)));

        out.printf("%n%-40s %12s %12s %14s%n", "CPU milliseconds", "per image", "per MB", "per megapixel");
        print("processor, " + directory.card().name(), single.processor());
        print("processor, " + directory.card().name() + ", by reference", withFetch.processor());
        print("processor, " + otherDirectory.card().name(), other.processor());
        print("1 broker", single.broker());
        print("3 brokers", cluster.broker());
        print("clients", single.client());
        out.printf(Locale.ROOT, "each partition of a transaction: %.3f%n", single.perPartitionCommit());
        out.printf(Locale.ROOT, "utilization at the maximum throughput: %.2f%n", single.utilization());
        new PlanTable(cluster, withFetch.processor(), asTheyAre.megabytes(), asTheyAre.megapixels()).print(rates, out);
        out.println("results written to "
                + results.write(
                        BENCHMARK, Throughput.IMAGES_PER_SECOND, List.of(Throughput.IMAGES_PER_SECOND, PREDICTED)));
        out.flush();
    }

    private void addFitted(ModelDirectory directory, ModelDirectory otherDirectory) throws IOException {
        Deployment one = Deployment.DEFAULT;
        Deployment three = one.withBrokers(3);
        Workload small = scaled(200, 200);
        Workload large = scaled(2000, 1500);
        add(SMALL, directory, small, one);
        add(AS_THEY_ARE, directory, images, one);
        add(LARGE, directory, large, one);
        add(LARGEST, directory, scaled(4000, 3000), one);
        add(SMALL + THREE_BROKERS, directory, small, three);
        add(AS_THEY_ARE + THREE_BROKERS, directory, images, three);
        add(LARGE + THREE_BROKERS, directory, large, three);
        add(OTHER + SMALL, otherDirectory, small, one);
        add(MANY_PARTITIONS, directory, images, one.withPartitions(64));
        addReferenced(REFERENCED, directory, Duration.ZERO, 32);
    }

    private void addCompared(ModelDirectory directory, ModelDirectory otherDirectory) throws IOException {
        Deployment one = Deployment.DEFAULT;
        Workload medium = scaled(500, 375);
        add(MEDIUM, directory, medium, one);
        add(TWO_INSTANCES, directory, scaled(1000, 750), one.withPartitions(16).withInstances(2));
        add(FOUR_INSTANCES, directory, images, one.withPartitions(64).withInstances(4));
        add(ONE_CORE, directory, images, one.withOneCoreEach());
        add(MEDIUM + THREE_BROKERS, directory, medium, one.withBrokers(3));
        add(OTHER + AS_THEY_ARE, otherDirectory, images, one);
        addReferenced(SLOW_HOST, directory, SLOW_HOST_LATENCY, SLOW_HOST_THREADS);
    }

    private Workload scaled(int width, int height) throws IOException {
        return images.scaled(width, height, SustainedLoad.SCALED_IMAGES);
    }

    private void add(String name, ModelDirectory directory, Workload workload, Deployment deployment) {
        loads.put(name, loadOptions.load(directory, workload, deployment, options.settings(Map.of())));
    }

    private void addReferenced(String name, ModelDirectory directory, Duration latency, int threads) {
        Map<String, String> settings =
                options.settings(Map.of("pawstream.references.threads", Integer.toString(threads)));
        Deployment deployment = Deployment.DEFAULT.withReferences(latency);
        loads.put(name, loadOptions.load(directory, images, deployment, settings));
    }

    private void measure() throws Exception {
        Map<String, List<SustainedLoad.Result>> rounds = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            out.printf("%-60s %14s %18s %13s%n", "round " + round, "images/s", "CPU ms: processors", "brokers");
            for (Map.Entry<String, SustainedLoad> load : loads.entrySet()) {
                SustainedLoad.Result result = load.getValue().run(home);
                out.printf(
                        Locale.ROOT,
                        "%-60s %14.0f %18.2f %13.2f%n",
                        load.getKey(),
                        result.imagesPerSecond(),
                        result.processorMillis(),
                        result.brokerMillis());
                out.flush();
                rounds.computeIfAbsent(load.getKey(), name -> new ArrayList<>()).add(result);
            }
        }
        loads.forEach((name, load) -> {
            SustainedLoad.Result result = SustainedLoad.Result.median(rounds.getOrDefault(name, List.of()));
            CapacityPoint point = CapacityPoint.of(load, result);
            points.put(name, point);
            results.add(
                    name,
                    Map.of(
                            Throughput.IMAGES_PER_SECOND,
                            result.imagesPerSecond(),
                            "processor CPU ms/image",
                            result.processorMillis(),
                            "broker CPU ms/image",
                            result.brokerMillis(),
                            "client CPU ms/image",
                            result.clientMillis(),
                            "MB",
                            point.megabytes(),
                            "megapixels",
                            point.megapixels()));
        });
    }

    private CapacityPoint point(String name) {
        return Objects.requireNonNull(points.get(name), name);
    }

    private double predicted(CapacityModel capacity, String name) {
        CapacityPoint point = point(name);
        int processorCores =
                point.deployment().pinned() ? Math.min(CORES, point.deployment().instances()) : CORES;
        return capacity.imagesPerSecond(
                point.megabytes(),
                point.megapixels(),
                CORES,
                processorCores,
                point.deployment().partitions());
    }

    private void compare(String name, double predicted) {
        double measured = point(name).result().imagesPerSecond();
        out.printf(
                Locale.ROOT,
                "%-60s %14.0f %14.0f %9.0f%%%n",
                name,
                measured,
                predicted,
                100 * (predicted / measured - 1));
        results.add(name, Map.of(PREDICTED, predicted));
    }

    private void print(String name, CpuCost cost) {
        out.printf(
                Locale.ROOT,
                "%-40s %12.3f %12.2f %14.2f%n",
                name,
                cost.base(),
                cost.perMegabyte(),
                cost.perMegapixel());
        results.add(
                "coefficients, " + name,
                Map.of(
                        "per image", cost.base(),
                        "per MB", cost.perMegabyte(),
                        "per megapixel", cost.perMegapixel()));
    }

    private static List<CpuCost.Sample> samples(
            List<CapacityPoint> points, Function<CapacityPoint, CpuCost.Sample> sample) {
        return points.stream().map(sample).toList();
    }
}
