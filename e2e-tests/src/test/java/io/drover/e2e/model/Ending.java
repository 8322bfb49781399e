package io.drover.e2e.model;

import static io.drover.e2e.model.Rules.demand;

import io.drover.contracts.DeploymentEvent;
import io.drover.contracts.DeploymentFinished;
import io.drover.contracts.Event;
import io.drover.contracts.RunEvent;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunInspected;
import io.drover.contracts.RunState;
import io.drover.orchestrator.rollout.Deployment;
import io.drover.orchestrator.rollout.Tables.Run;
import io.drover.status.SimulatedViews;
import io.drover.status.query.DeploymentsInMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must hold when everything has come to its end: the truth of targets, and views that show it whatever was heard when. */
final class Ending {
    private static final int REBUILDS = 3;

    private final Rules rules;
    private final Fleet fleet;
    private final Replicas replicas;
    private final World world;

    Ending(Rules rules, Fleet fleet, Replicas replicas, World world) {
        this.rules = rules;
        this.fleet = fleet;
        this.replicas = replicas;
        this.world = world;
    }

    void check() {
        for (ModelTarget target : fleet.targets()) {
            for (int migration = 1; migration <= ModelTarget.MIGRATIONS; migration++) {
                demand(
                        target.committed(migration) <= 1,
                        "migration %d was committed %d times on target %d",
                        migration,
                        target.committed(migration),
                        target.id);
            }
        }
        replicas.orchestrator.tables.runs.values().forEach(this::truth);
        List<Event> said = new ArrayList<>();
        replicas.events.all().forEach(entry -> said.add(entry.event()));
        fleet.results.all().forEach(entry -> said.add(entry.event()));
        SimulatedViews views = heard(interleaved(said));
        replicas.orchestrator.tables.deployments.values().forEach(deployment -> shown(deployment, views));
        for (int i = 0; i < REBUILDS; i++) {
            SimulatedViews rebuilt = heard(repeated(interleaved(said)));
            demand(
                    rebuilt.dump().equals(views.dump()),
                    "P13 P14 P16 views differ with the order in which things are heard:\n%s\n%s",
                    views.dump(),
                    rebuilt.dump());
        }
        List<Event> begun =
                said.subList(0, world.between(0, replicas.events.all().size()));
        List<Event> half = new ArrayList<>(begun);
        int heard = world.between(0, fleet.results.all().size());
        fleet.results.all().subList(0, heard).forEach(entry -> half.add(entry.event()));
        String one = heard(interleaved(half)).dump();
        String other = heard(repeated(interleaved(half))).dump();
        demand(one.equals(other), "P13 unfinished views differ with the order of hearing:\n%s\n%s", one, other);
    }

    /** What a run is called is what its target or an agent says. */
    private void truth(Run run) {
        Deployment deployment = replicas.orchestrator.tables.deployments.get(run.deployment);
        List<RunEvent> words = Rules.words(fleet.results, run.row.id());
        int attempt = run.row.attempt();
        boolean has = fleet.target(run.target.id).applied() >= deployment.sequence;
        switch (run.state()) {
            case SUCCEEDED, NO_ACTION ->
                demand(has, "run %d is %s, its target has not the version", run.row.id(), run.state());
            case FAILED ->
                demand(
                        "agent-lost".equals(run.row.reason()) || tells(words, attempt, RunState.FAILED),
                        "P22 run %d is FAILED (%s), no agent has told so",
                        run.row.id(),
                        run.row.reason());
            case UNREACHABLE ->
                demand(
                        tells(words, attempt, RunState.UNREACHABLE)
                                || words.stream()
                                        .anyMatch(word -> word instanceof RunInspected asked
                                                && asked.finding() == RunInspected.Finding.UNREACHABLE),
                        "run %d is UNREACHABLE, no agent has told so",
                        run.row.id());
            case CANCELLED, SKIPPED ->
                demand(
                        !tells(words, attempt, RunState.SUCCEEDED),
                        "P14 run %d is %s, an agent has told its success",
                        run.row.id(),
                        run.state());
            default -> demand(false, "run %d has not come to its end: %s", run.row.id(), run.row);
        }
    }

    private static boolean tells(List<RunEvent> words, int attempt, RunState state) {
        return words.stream()
                .anyMatch(word -> word instanceof RunFinished end
                        && end.state() == state
                        && end.ref().attempt() == attempt);
    }

    private void shown(Deployment deployment, SimulatedViews views) {
        List<String> shown = views.runs(deployment.id).stream()
                .map(run -> run.id() + "/" + run.attempt() + " " + run.state())
                .toList();
        List<String> own = replicas.orchestrator
                .tables
                .of(deployment.id)
                .map(run -> run.row.id() + "/" + run.row.attempt() + " " + run.row.state())
                .toList();
        demand(shown.equals(own), "P13 P14 views show\n%s\nthe orchestrator has\n%s", shown, own);
        DeploymentsInMemory.View view = views.deployment(deployment.id);
        demand(view.state() == deployment.state, "P15 view %s, orchestrator %s", view.state(), deployment.state);
        demand(!view.settling(), "P15 deployment %d settles for ever: %s", deployment.id, view);
        DeploymentFinished end = rules.finished(deployment.id);
        demand(
                end.counts().equals(deployment.tally.counts()),
                "P15 deployment %d ended with %s, it was told %s",
                deployment.id,
                deployment.tally.counts(),
                end.counts());
    }

    private SimulatedViews heard(List<Event> events) {
        SimulatedViews views = new SimulatedViews();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + world.between(1, 20));
            views.project(events.subList(from, to));
            from = to;
        }
        return views;
    }

    private List<Event> interleaved(List<Event> said) {
        Map<String, Deque<Event>> byKey = new LinkedHashMap<>();
        said.forEach(event ->
                byKey.computeIfAbsent(key(event), key -> new ArrayDeque<>()).add(event));
        List<Deque<Event>> keys = new ArrayList<>(byKey.values());
        List<Event> order = new ArrayList<>();
        while (!keys.isEmpty()) {
            Deque<Event> next = keys.get(world.between(0, keys.size() - 1));
            for (int run = world.between(1, 8); run > 0 && !next.isEmpty(); run--) {
                order.add(next.remove());
            }
            keys.removeIf(Deque::isEmpty);
        }
        return order;
    }

    private static String key(Event event) {
        return event instanceof DeploymentEvent said
                ? "d" + said.deployment()
                : "t" + ((RunEvent) event).ref().target();
    }

    /** Some are heard again, at once or much later. */
    private List<Event> repeated(List<Event> events) {
        List<Event> heard = new ArrayList<>();
        for (Event event : events) {
            heard.add(event);
            if (world.onceIn(4)) {
                heard.add(heard.get(world.between(0, heard.size() - 1)));
            }
        }
        return heard;
    }
}
