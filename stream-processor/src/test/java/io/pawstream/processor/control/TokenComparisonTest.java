package io.pawstream.processor.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How {@link OperatorAuthorization} compares the token. */
class TokenComparisonTest {

    /** The time of a comparison that stops at the first difference reveals how much of a guess is right. */
    @Test
    void comparesTheTokenInConstantTime() {
        JavaClass imported = new ClassFileImporter().importClass(OperatorAuthorization.class);
        assertThat(imported.getMethodCallsFromSelf())
                .anyMatch(call -> isCallOf(call, MessageDigest.class, "isEqual"))
                .noneMatch(call -> call.getTargetOwner().isEquivalentTo(Arrays.class));
        // These methods read neither the token nor the Authorization header.
        assertThat(imported.getMethodCallsFromSelf())
                .filteredOn(call -> !call.getOrigin().getName().matches("localError|(lambda\\$)?originError.*"))
                .noneMatch(TokenComparisonTest::isEarlyExitComparison);
        assertThat(imported.getField("token").getAccessesToSelf())
                .extracting(access -> access.getOrigin().getName())
                .containsOnly("<init>", "handle");
    }

    private static boolean isEarlyExitComparison(JavaMethodCall call) {
        AccessTarget target = call.getTarget();
        return Set.of(
                                "equals",
                                "contentEquals",
                                "compareTo",
                                "compare",
                                "mismatch",
                                "startsWith",
                                "contains",
                                "matches")
                        .contains(target.getName())
                || call.getTargetOwner().isEquivalentTo(Objects.class);
    }

    private static boolean isCallOf(JavaMethodCall call, Class<?> owner, String method) {
        return call.getTargetOwner().isEquivalentTo(owner)
                && call.getTarget().getName().equals(method);
    }
}
