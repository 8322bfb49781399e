package io.drover.orchestrator.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The body of {@code POST /api/v1/deployments}: every field that the API names, built already or not, so that none is
 * ever ignored. Null means: not told.
 */
public record DeploymentRequest(
        String directory,
        String tag,
        Integer sequence,
        String toMigration,
        String env,
        TargetsPart targets,
        RolloutPart rollout,
        OptionsPart options,
        ContextPart context) {

    /** Which targets: {@code items}, {@code urls} and {@code names} united, narrowed by {@code selector}. */
    public record TargetsPart(
            List<ItemPart> items, List<String> urls, List<String> names, String group, String selector) {}

    /** A target by its URL; the rest counts only when it is not known yet. */
    public record ItemPart(String url, String name, Map<String, String> labels, String pool, String hostId) {}

    /** How fast, in which order, and when to halt. */
    public record RolloutPart(
            List<WavePart> waves,
            Integer maxParallel,
            Integer perServer,
            LimitPart maxFailures,
            Integer haltOnRepeated,
            LimitPart maxUnreachable,
            Duration unreachableFor,
            Boolean requireApproval,
            Instant notBefore,
            JsonNode window,
            Boolean supersede) {}

    /** A part of the fleet that goes together. */
    public record WavePart(
            String name,
            Integer count,
            Double percent,
            String selector,
            Integer maxParallel,
            String gate,
            Duration soak,
            List<String> orderBy) {}

    /** An absolute or a relative limit; whichever is exceeded first counts. */
    public record LimitPart(Integer count, Double percent) {}

    /** What the agents do on each target. */
    public record OptionsPart(
            DryRun dryRun,
            Boolean verify,
            TxMode txMode,
            ExecOrder execOrder,
            String baseline,
            Boolean allowDirty,
            Integer amount,
            String revisionsSchema,
            Duration lockTimeout,
            Duration dbLockTimeout,
            Duration statementTimeout,
            Duration lostAfter) {}

    /** Who or what asks for it. */
    public record ContextPart(String triggerType, String triggerVersion, String triggeredBy) {}

    /** Whether to execute at all. */
    public enum DryRun {
        NONE,
        PLAN,
        REHEARSE
    }

    /** What is one transaction. */
    public enum TxMode {
        FILE,
        ALL,
        NONE
    }

    /** What happens to files that sort before applied ones. */
    public enum ExecOrder {
        LINEAR,
        LINEAR_SKIP,
        NON_LINEAR
    }
}
