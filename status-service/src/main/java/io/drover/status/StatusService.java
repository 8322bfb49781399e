package io.drover.status;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.List;

/**
 * Starts the service. With the argument {@code rebuild} it shows nothing to anybody: it fills new views beside those that
 * are shown, puts them in their place and ends.
 */
@QuarkusMain
public final class StatusService {
    /** Also the profile of {@code application.properties} that such a process has. */
    private static final String REBUILD = "rebuild";

    private static final int WRONG_USE = 2;

    private StatusService() {}

    public static void main(String... arguments) {
        List<String> given = List.of(arguments);
        if (given.equals(List.of(REBUILD))) {
            System.setProperty("quarkus.profile", REBUILD);
        } else if (!given.isEmpty()) {
            System.err.printf("There is no %s: the one argument there is, is %s.%n", String.join(" ", given), REBUILD);
            System.exit(WRONG_USE);
        }
        Quarkus.run(arguments);
    }

    /** Whether this process rebuilds the views. */
    public static boolean isRebuild() {
        return ConfigUtils.isProfileActive(REBUILD);
    }
}
