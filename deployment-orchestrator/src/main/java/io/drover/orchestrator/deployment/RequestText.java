package io.drover.orchestrator.deployment;

import io.drover.orchestrator.deployment.DeploymentRequest.ItemPart;
import io.drover.orchestrator.deployment.DeploymentRequest.OptionsPart;
import io.drover.orchestrator.deployment.DeploymentRequest.RolloutPart;
import io.drover.orchestrator.deployment.DeploymentRequest.TargetsPart;
import io.drover.orchestrator.sql.Json;
import io.drover.orchestrator.target.TargetRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The order as text: once to recognise it, once to show it. */
final class RequestText {
    private static final int LONGEST_SHOWN = 64 * 1024;

    private RequestText() {}

    /** The same for two bodies that say the same, whatever their blanks and the order of their fields. */
    static String hash(DeploymentRequest request) {
        try {
            byte[] text = Json.write(request).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /**
     * JSON without defaults, and with canonical URLs in place of those given. The lists of targets are left out when the
     * text would be longer than 64 KiB: the runs tell them.
     */
    static String shown(DeploymentRequest request) {
        String text = Json.write(without(request, true));
        return text.length() <= LONGEST_SHOWN ? text : Json.write(without(request, false));
    }

    private static DeploymentRequest without(DeploymentRequest request, boolean lists) {
        return new DeploymentRequest(
                request.directory(),
                "latest".equalsIgnoreCase(request.tag()) ? null : request.tag(),
                request.sequence(),
                request.toMigration(),
                request.env(),
                targets(request.targets(), lists),
                request.rollout() == null ? null : rollout(request.rollout()),
                request.options() == null ? null : options(request.options()),
                request.context());
    }

    private static TargetsPart targets(TargetsPart targets, boolean lists) {
        if (!lists) {
            return new TargetsPart(null, null, null, null, targets.selector());
        }
        List<ItemPart> items = targets.items() == null
                ? null
                : targets.items().stream()
                        .map(item -> new ItemPart(
                                TargetRules.shown(item.url()), item.name(), item.labels(), item.pool(), item.hostId()))
                        .toList();
        List<String> urls = targets.urls() == null
                ? null
                : targets.urls().stream().map(TargetRules::shown).toList();
        return new TargetsPart(items, urls, targets.names(), null, targets.selector());
    }

    /** What may differ from its default today. */
    private static RolloutPart rollout(RolloutPart rollout) {
        Integer parallel = rollout.maxParallel();
        boolean usual = parallel == null || parallel == RequestRules.DEFAULT_PARALLEL;
        boolean budget = rollout.maxFailures() != null && rollout.maxFailures().count() != null;
        if (usual && !budget) {
            return null;
        }
        return new RolloutPart(
                null,
                usual ? null : parallel,
                null,
                budget ? rollout.maxFailures() : null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static OptionsPart options(OptionsPart options) {
        return new OptionsPart(
                null,
                null,
                options.txMode(),
                options.execOrder(),
                options.baseline(),
                Boolean.TRUE.equals(options.allowDirty()) ? true : null,
                options.amount(),
                options.revisionsSchema(),
                options.lockTimeout(),
                options.dbLockTimeout(),
                options.statementTimeout(),
                null);
    }
}
