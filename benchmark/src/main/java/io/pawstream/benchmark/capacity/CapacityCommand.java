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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench capacity}: fits a capacity model, checks it with other configurations, and plans for some rates. */
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        description = "Measures the coefficients of a capacity model, compares its predictions with the throughput of"
                + " configurations that it was not fitted to, and prints what some rates of images need.")
public final class CapacityCommand implements Callable<Integer> {

    private static final String BENCHMARK = "capacity";
    private static final String PREDICTED = "predicted (images/s)";
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int SCALED_IMAGES = 20;
    /** Size of an event with a reference. */
    private static final double REFERENCE_MEGABYTES = 0.0005;

    private final Path home;

    @Option(names = "--model", paramLabel = "NAME", description = "Model to plan for (default: ${DEFAULT-VALUE}).")
    private String model = "model5-8bit";

    @Option(
            names = "--other-model",
            paramLabel = "NAME",
            description = "Model that is measured with small images and predicted for larger ones"
                    + " (default: ${DEFAULT-VALUE}).")
    private String otherModel = "model1";

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Images per processor, at least 1000; fewer if they are large (default: ${DEFAULT-VALUE}).")
    private int events = 15_000;

    @Option(
            names = "--rates",
            paramLabel = "N,...",
            split = ",",
            description = "Images per second to plan for, above 0 (default: ${DEFAULT-VALUE}).")
    private List<Double> rates = List.of(1_000.0, 100_000.0, 10_000_000.0);

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec;

    /**
     * Creates the command.
     *
     * @param home root directory of the project, which contains the models and the built processor
     */
    public CapacityCommand(Path home) {
        this.home = home.toAbsolutePath();
    }

    /**
     * Measures, and prints the coefficients, the comparison and the plans.
     *
     * @return 0
     * @throws Exception if a model is missing, or broker or processor fail
     */
    @Override
    public Integer call() throws Exception {
        options.require(events >= 1000, "--events is " + events + "; it must be at least 1000");
        rates.forEach(rate -> options.require(rate > 0, "--rates contains " + rate + "; each must be above 0"));
        options.rounds();
        new Run(options.model(home, model), options.model(home, otherModel), options.workload()).run();
        return 0;
    }

    private final class Run {

        private final ModelDirectory directory;
        private final ModelDirectory otherDirectory;
        private final Workload images;
        private final Workload small;
        private final PrintWriter out = spec.commandLine().getOut();
        private final Results results = options.results();

        Run(ModelDirectory directory, ModelDirectory otherDirectory, Workload images) throws IOException {
            this.directory = directory;
            this.otherDirectory = otherDirectory;
            this.images = images;
            small = scaled(200, 200);
        }

        void run() throws Exception {
            Deployment one = Deployment.DEFAULT;
            Deployment three = one.withBrokers(3);
            out.printf("%-60s %14s %14s %10s%n", model, "images/s", "predicted", "error");
            Workload large = scaled(2000, 1500);
            List<CapacityPoint> fitted = List.of(
                    measure("200x200", directory, small, one),
                    measure("images as they are", directory, images, one),
                    measure("2000x1500", directory, large, one),
                    measure("4000x3000", directory, scaled(4000, 3000), one));
            List<CapacityPoint> replicated = List.of(
                    measure("200x200, 3 brokers", directory, small, three),
                    measure("2000x1500, 3 brokers", directory, large, three));
            CapacityPoint referenced = measure("images by reference", directory, images, one.withReferences());
            CapacityPoint other = measure("200x200, " + otherModel, otherDirectory, small, one);

            CapacityModel single = new CapacityModel(
                    CpuCost.ofBytesAndPixels(samples(fitted, CapacityPoint::processor)),
                    CpuCost.ofBytes(samples(fitted, CapacityPoint::broker)),
                    CpuCost.ofBytes(samples(fitted, CapacityPoint::client)),
                    median(fitted, point -> point.utilization(CORES)));
            CapacityModel cluster = single.withBrokersAndClients(
                    CpuCost.ofBytes(samples(replicated, CapacityPoint::broker)),
                    CpuCost.ofBytes(samples(replicated, CapacityPoint::client)));
            CpuCost withFetch = referenced.exact(single.processor());
            CpuCost otherCost = other.exact(single.processor());

            compare(single, measure("500x375", directory, scaled(500, 375), one));
            compare(
                    single,
                    measure(
                            "1000x750, 16 partitions, 2 instances",
                            directory,
                            scaled(1000, 750),
                            one.withPartitions(16).withInstances(2)));
            compare(
                    single,
                    measure(
                            "images as they are, 64 partitions, 4 instances",
                            directory,
                            images,
                            one.withPartitions(64).withInstances(4)));
            compare(single, measure("images as they are, 1 core", directory, images, one.withOneCoreEach()));
            compare(cluster, measure("images as they are, 3 brokers", directory, images, three));
            compare(
                    single.withProcessor(otherCost),
                    measure("images as they are, " + otherModel, otherDirectory, images, one));
            print(single, cluster, withFetch, otherCost);
            plan(cluster, withFetch);
            out.println("results written to "
                    + results.write(
                            BENCHMARK, Throughput.IMAGES_PER_SECOND, List.of(Throughput.IMAGES_PER_SECOND, PREDICTED)));
            out.flush();
        }

        private Workload scaled(int width, int height) throws IOException {
            return images.scaled(width, height, SCALED_IMAGES);
        }

        private CapacityPoint measure(String name, ModelDirectory used, Workload workload, Deployment deployment)
                throws Exception {
            double megapixels = workload.meanMegapixels();
            // Images of 12 megapixels take about 60 times as long.
            int count = megapixels > 2 ? Math.max(1000, events / 10) : events;
            SustainedLoad load = new SustainedLoad(used, workload, count, deployment, options.settings(Map.of()));
            List<SustainedLoad.Result> rounds = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                rounds.add(load.run(home));
            }
            SustainedLoad.Result result = SustainedLoad.Result.median(rounds);
            out.printf(Locale.ROOT, "%-60s %14.0f%n", name, result.imagesPerSecond());
            out.flush();
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
                            workload.meanBytes() / 1e6,
                            "megapixels",
                            megapixels));
            return new CapacityPoint(name, workload.meanBytes() / 1e6, megapixels, deployment, result);
        }

        private void compare(CapacityModel capacity, CapacityPoint point) {
            int processorCores = point.deployment().pinned()
                    ? Math.min(CORES, point.deployment().instances())
                    : CORES;
            double predicted = capacity.imagesPerSecond(point.megabytes(), point.megapixels(), CORES, processorCores);
            out.printf(
                    Locale.ROOT,
                    "%-60s %14.0f %14.0f %9.0f%%%n",
                    "  predicted",
                    point.result().imagesPerSecond(),
                    predicted,
                    100 * (predicted / point.result().imagesPerSecond() - 1));
            out.flush();
            results.add(point.name(), Map.of(PREDICTED, predicted));
        }

        private void print(CapacityModel single, CapacityModel cluster, CpuCost withFetch, CpuCost otherCost) {
            out.printf("%n%-40s %12s %12s %14s%n", "CPU milliseconds", "per image", "per MB", "per megapixel");
            print("processor, " + model, single.processor());
            print("processor, " + model + ", by reference", withFetch);
            print("processor, " + otherModel, otherCost);
            print("1 broker", single.broker());
            print("3 brokers", cluster.broker());
            print("clients", single.client());
            out.printf(Locale.ROOT, "utilization at the maximum throughput %.2f%n", single.utilization());
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

        private void plan(CapacityModel cluster, CpuCost withFetch) {
            double megabytes = images.meanBytes() / 1e6;
            double megapixels = images.meanMegapixels();
            out.printf(
                    "%n%-24s %10s %10s %10s %8s %12s %9s %14s %14s%n",
                    "images/s",
                    "cores",
                    "instances",
                    "partitions",
                    "brokers",
                    "network MB/s",
                    "disk TB",
                    "transactions/s",
                    "dollars/month");
            for (double rate : rates) {
                double processorMillis = cluster.processor().millis(megabytes, megapixels);
                print(
                        String.format(Locale.ROOT, "%,.0f", rate),
                        CapacityPlan.of(
                                rate,
                                megabytes,
                                processorMillis,
                                cluster.broker().millis(megabytes, megapixels),
                                false));
                print(
                        "  by reference",
                        CapacityPlan.of(
                                rate,
                                REFERENCE_MEGABYTES,
                                withFetch.millis(megabytes, megapixels),
                                cluster.broker().millis(REFERENCE_MEGABYTES, 0),
                                true));
            }
        }

        private void print(String name, CapacityPlan plan) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %,10.0f %,10d %,10d %,8d %,12.0f %,9.1f %,14d %,14.0f%n",
                    name,
                    plan.processorCores(),
                    plan.instances(),
                    plan.partitions(),
                    plan.brokers(),
                    plan.networkMegabytesPerSecond(),
                    plan.diskTerabytes(),
                    plan.transactionsPerSecond(),
                    plan.dollarsPerMonth());
        }
    }

    private static List<CpuCost.Sample> samples(
            List<CapacityPoint> points, Function<CapacityPoint, CpuCost.Sample> sample) {
        return points.stream().map(sample).toList();
    }
}
