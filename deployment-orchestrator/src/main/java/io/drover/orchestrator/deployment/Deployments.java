package io.drover.orchestrator.deployment;

import io.drover.contracts.AgentCommand;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.kit.select.LabelSelector;
import io.drover.orchestrator.deployment.DeploymentRequest.OptionsPart;
import io.drover.orchestrator.deployment.DeploymentRequest.TargetsPart;
import io.drover.orchestrator.rollout.RolloutDriver;
import io.drover.orchestrator.target.Faults;
import io.drover.orchestrator.target.TargetChoice;
import io.drover.orchestrator.target.TargetChoice.Chosen;
import io.drover.orchestrator.target.TargetChoice.Wish;
import io.drover.orchestrator.target.TargetInput;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes orders: checks, asks the registry what is meant, then in one transaction chooses the targets, freezes them, puts
 * one run each into the queue and says so.
 */
@ApplicationScoped
class Deployments {
    private static final int PATIENCE_SECONDS = 300;

    private final RegistryClient registry;
    private final TargetChoice choice;
    private final IdempotencyKeys keys;
    private final DeploymentPlanner planner;
    private final RolloutDriver driver;

    Deployments(
            RegistryClient registry,
            TargetChoice choice,
            IdempotencyKeys keys,
            DeploymentPlanner planner,
            RolloutDriver driver) {
        this.registry = registry;
        this.choice = choice;
        this.keys = keys;
        this.planner = planner;
        this.driver = driver;
    }

    /**
     * Creates a deployment.
     *
     * @param key of the caller for this order, null for none
     * @return its id, the same one when the same order comes again with its key
     */
    long create(DeploymentRequest request, String key) {
        IdempotencyKeys.check(key);
        Faults faults = new Faults();
        RequestRules.check(request, faults);
        Map<String, TargetInput> inputs = inputs(request.targets());
        choice.check(inputs, faults);
        LabelSelector selector = selector(request.targets(), faults);
        faults.throwIfAny();
        String hash = RequestText.hash(request);
        Optional<Long> known = key == null ? Optional.empty() : keys.find(key, hash);
        if (known.isPresent()) {
            return known.get();
        }
        DirectoryVersion version = resolve(request);
        OptionsPart options = request.options();
        Wish wish = new Wish(
                version.directory(),
                inputs,
                request.targets().names() == null
                        ? List.of()
                        : request.targets().names(),
                selector,
                options == null ? null : options.revisionsSchema());
        Optional<Long> created = QuarkusTransaction.requiringNew()
                .timeout(PATIENCE_SECONDS)
                .call(() -> create(request, key, hash, version, wish));
        created.ifPresent(id -> driver.wake(List.of(id)));
        return created.or(() -> keys.find(key, hash)).orElseThrow();
    }

    private Optional<Long> create(
            DeploymentRequest request, String key, String hash, DirectoryVersion version, Wish wish) {
        if (key != null && !keys.take(key, hash)) {
            return Optional.empty();
        }
        List<Chosen> targets = choice.choose(wish, new Faults());
        if (targets.isEmpty()) {
            String detail = "No target is chosen: the selector matches none of them.";
            throw Problem.of(ProblemType.NO_TARGETS, detail, List.of(new Fault("/targets/selector", detail)));
        }
        long id = planner.plan(request, version, options(request.options()), targets);
        if (key != null) {
            keys.complete(key, id);
        }
        return Optional.of(id);
    }

    private DirectoryVersion resolve(DeploymentRequest request) {
        boolean bySequence = request.sequence() != null;
        String reference = bySequence
                ? String.valueOf(request.sequence())
                : Optional.ofNullable(request.tag()).orElse("latest");
        DirectoryVersion version = registry.resolve(request.directory(), reference, bySequence ? "/sequence" : "/tag");
        Faults faults = new Faults();
        requireMigration(version, "/toMigration", request.toMigration(), faults);
        if (request.options() != null) {
            requireMigration(version, "/options/baseline", request.options().baseline(), faults);
        }
        faults.throwIfAny();
        return version;
    }

    private static void requireMigration(DirectoryVersion version, String pointer, String migration, Faults faults) {
        if (migration != null && !version.hasMigration(migration)) {
            String detail = "Version " + version.sequence() + " of " + version.directory() + " has no migration \""
                    + migration + "\".";
            faults.add(ProblemType.UNKNOWN_VERSION, pointer, detail);
        }
    }

    /** Descriptions by their place in the request, items before urls. */
    private static Map<String, TargetInput> inputs(TargetsPart targets) {
        Map<String, TargetInput> inputs = new LinkedHashMap<>();
        if (targets != null && targets.items() != null) {
            for (int i = 0; i < targets.items().size(); i++) {
                DeploymentRequest.ItemPart item = targets.items().get(i);
                if (item != null) {
                    inputs.put(
                            "/targets/items/" + i,
                            new TargetInput(item.name(), item.url(), item.labels(), item.pool(), item.hostId(), null));
                }
            }
        }
        if (targets != null && targets.urls() != null) {
            for (int i = 0; i < targets.urls().size(); i++) {
                inputs.put(
                        "/targets/urls/" + i,
                        new TargetInput(null, targets.urls().get(i), null, null, null, null));
            }
        }
        return inputs;
    }

    /** Null for none, and for one that is at fault. */
    private static LabelSelector selector(TargetsPart targets, Faults faults) {
        if (targets == null || targets.selector() == null || RequestRules.isTooLong(targets.selector())) {
            return null;
        }
        try {
            return LabelSelector.parse(targets.selector());
        } catch (Problem e) {
            faults.add(e.kind(), "/targets/selector", e.getDetail());
            return null;
        }
    }

    private static AgentCommand.Options options(OptionsPart options) {
        if (options == null) {
            return AgentCommand.Options.DEFAULTS;
        }
        return new AgentCommand.Options(
                options.txMode() == null ? null : options.txMode().name(),
                options.execOrder() == null ? null : options.execOrder().name(),
                options.baseline(),
                Boolean.TRUE.equals(options.allowDirty()),
                options.amount(),
                options.revisionsSchema(),
                options.lockTimeout(),
                options.dbLockTimeout(),
                options.statementTimeout());
    }
}
