package io.drover.orchestrator.deployment;

import io.drover.orchestrator.deployment.DeploymentRequest.ExecOrder;
import io.drover.orchestrator.deployment.DeploymentRequest.ItemPart;
import io.drover.orchestrator.deployment.DeploymentRequest.LimitPart;
import io.drover.orchestrator.deployment.DeploymentRequest.OptionsPart;
import io.drover.orchestrator.deployment.DeploymentRequest.RolloutPart;
import io.drover.orchestrator.deployment.DeploymentRequest.TargetsPart;
import io.drover.orchestrator.deployment.DeploymentRequest.TxMode;
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
    private static final RolloutPart NO_ROLLOUT =
            new RolloutPart(null, null, null, null, null, null, null, null, null, null, null);
    private static final OptionsPart NO_OPTIONS =
            new OptionsPart(null, null, null, null, null, null, null, null, null, null, null, null);

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

    /** What differs from its default; null when nothing does. */
    private static RolloutPart rollout(RolloutPart rollout) {
        LimitPart failures = rollout.maxFailures();
        RolloutPart shown = new RolloutPart(
                null,
                unless(rollout.maxParallel(), RequestRules.DEFAULT_PARALLEL),
                unless(rollout.perServer(), RequestRules.DEFAULT_PER_SERVER),
                failures == null || failures.count() == null ? null : failures,
                null,
                null,
                null,
                null,
                null,
                null,
                unless(rollout.supersede(), false));
        return shown.equals(NO_ROLLOUT) ? null : shown;
    }

    /** What differs from its default; null when nothing does. */
    private static OptionsPart options(OptionsPart options) {
        OptionsPart shown = new OptionsPart(
                null,
                unless(options.verify(), false),
                unless(options.txMode(), TxMode.FILE),
                unless(options.execOrder(), ExecOrder.LINEAR),
                options.baseline(),
                unless(options.allowDirty(), false),
                options.amount(),
                options.revisionsSchema(),
                unless(options.lockTimeout(), RequestRules.DEFAULT_LOCK_TIMEOUT),
                unless(options.dbLockTimeout(), RequestRules.DEFAULT_DB_LOCK_TIMEOUT),
                options.statementTimeout(),
                unless(options.lostAfter(), RequestRules.DEFAULT_LOST_AFTER));
        return shown.equals(NO_OPTIONS) ? null : shown;
    }

    private static <T> T unless(T given, T usual) {
        return usual.equals(given) ? null : given;
    }
}
