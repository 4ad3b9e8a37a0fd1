package io.pawstream.vision.hostile;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/** Sets the initial content of memory that the C library allocates, to detect decoders that leave it unwritten. */
final class NativeHeap {

    /** Defined in glibc's malloc.h. */
    private static final int M_PERTURB = -6;

    private final Function mallopt;

    private NativeHeap(Function mallopt) {
        this.mallopt = mallopt;
    }

    /** Returns the heap of this process; without effect if the C library is not glibc. */
    static NativeHeap ofProcess() {
        try {
            return new NativeHeap(NativeLibrary.getProcess().getFunction("mallopt"));
        } catch (UnsatisfiedLinkError e) {
            return new NativeHeap(null);
        }
    }

    void fillWith(int value) {
        if (mallopt != null) {
            // glibc writes the complement.
            mallopt.invokeInt(new Object[] {M_PERTURB, ~value & 0xFF});
        }
    }
}
