package io.pawstream.vision.hostile;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/** Sets what memory of the C library holds when it is allocated: a decoder that does not write all of it shows. */
final class NativeHeap {

    /** Of glibc's malloc.h. */
    private static final int M_PERTURB = -6;

    private final Function mallopt;

    private NativeHeap(Function mallopt) {
        this.mallopt = mallopt;
    }

    /** The heap of this process; one that does nothing where the C library is another than glibc. */
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
