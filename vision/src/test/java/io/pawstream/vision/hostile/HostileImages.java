package io.pawstream.vision.hostile;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.hostile.Mutant.Expectation;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import io.pawstream.vision.image.ImageDecoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;

/** The child process: decodes damaged images and exits with an error at the first violation of a rule. */
final class HostileImages {

    private static final ImageSize SIZE = new ImageSize(150, 150);
    private static final int IMAGES_PER_SAMPLE = 500;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final ImageDecoder decoder = new ImageDecoder(Preprocessing.stretched(SIZE), DecodeLimits.DEFAULT);
    private final NativeHeap heap = NativeHeap.ofProcess();

    private HostileImages() {}

    /** Runs the process. Arguments: ledger file, seed, first number, number after the last. */
    public static void main(String[] args) throws Exception {
        Ledger ledger = new Ledger(Path.of(args[0]));
        Mutator mutator = new Mutator(SeedImages.draw(), Long.parseLong(args[1]));
        long first = Long.parseLong(args[2]);
        long end = Long.parseLong(args[3]);
        HostileImages images = new HostileImages();
        for (long number = first; number < end; number++) {
            ledger.begin(number);
            Mutant mutant = mutator.mutant(number);
            long startNanos = CPU.getCurrentThreadCpuTime();
            ledger.count(mutant.seed().format(), images.decode(mutant));
            ledger.cpuTime(number, CPU.getCurrentThreadCpuTime() - startNanos);
            if (number % IMAGES_PER_SAMPLE == 0) {
                sample(ledger, number - first < (end - first) / 5);
            }
        }
    }

    private static void sample(Ledger ledger, boolean early) {
        long resident = Pointer.physicalBytes();
        if (early) {
            ledger.residentEarly(resident);
        }
        ledger.residentLate(resident);
        ledger.peak(peakBytes());
    }

    /** Returns the highest resident memory so far in bytes; 0 if the operating system does not report it. */
    private static long peakBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Decodes the image twice with different memory content; both results must be equal. */
    private DecodeResult decode(Mutant mutant) {
        ByteBuffer one = ByteBuffer.allocateDirect(SIZE.bytes());
        ByteBuffer other = ByteBuffer.allocateDirect(SIZE.bytes());
        DecodeResult result = decode(mutant, one, 0x2A);
        DecodeResult again = decode(mutant, other, 0xD5);
        check(result.equals(again), "result changed from " + result + " to " + again);
        check(!(result instanceof Decoded) || one.rewind().equals(other.rewind()), "pixels were not written");
        check(mutant.expectation() != Expectation.DECODED || result instanceof Decoded, "intact image, but " + result);
        check(
                mutant.expectation() != Expectation.FAILED || result instanceof Failed,
                "rows are missing, but " + result);
        return result;
    }

    private DecodeResult decode(Mutant mutant, ByteBuffer target, int pattern) {
        heap.fillWith(pattern);
        while (target.hasRemaining()) {
            target.put((byte) pattern);
        }
        DecodeResult result = decoder.decode(mutant.bytes(), target.clear());
        check(target.position() == (result instanceof Decoded ? SIZE.bytes() : 0), "position " + target.position());
        return result;
    }

    private static void check(boolean valid, String violation) {
        if (!valid) {
            throw new IllegalStateException(violation);
        }
    }
}
