package io.drover.contracts;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The value of the header {@code ce_type} for every event, and back. */
public final class EventTypes {
    private static final String PREFIX = "io.drover.";

    private static final Map<String, Class<? extends Event>> BY_NAME = Stream.<Class<? extends Event>>of(
                    DirectoryPushed.class,
                    DeploymentCreated.class,
                    RunsPlanned.class,
                    RunsSettled.class,
                    WaveOpened.class,
                    DeploymentChanged.class,
                    DeploymentFinished.class,
                    ResolutionChanged.class,
                    TargetRegistered.class,
                    TargetChanged.class,
                    TargetRemoved.class,
                    RunStarted.class,
                    RunProgressed.class,
                    RunFinished.class,
                    RunReturned.class,
                    RunInspected.class,
                    RunResolved.class,
                    AgentBeat.class,
                    OrchestratorBeat.class,
                    DeploymentControl.class,
                    AgentCommand.class)
            .collect(Collectors.toUnmodifiableMap(EventTypes::nameOf, Function.identity()));

    private EventTypes() {}

    /** {@code io.drover.RunFinished} for {@link RunFinished}. */
    public static String nameOf(Class<? extends Event> type) {
        return PREFIX + type.getSimpleName();
    }

    /**
     * The record class for a {@code ce_type}.
     *
     * @throws IllegalArgumentException when no event has that name
     */
    public static Class<? extends Event> typeOf(String name) {
        Class<? extends Event> type = BY_NAME.get(name);
        if (type == null) {
            throw new IllegalArgumentException("Not an event of Drover: " + name);
        }
        return type;
    }

    /** All of them. */
    public static Map<String, Class<? extends Event>> all() {
        return BY_NAME;
    }
}
