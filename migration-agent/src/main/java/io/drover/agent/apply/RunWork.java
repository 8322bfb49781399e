package io.drover.agent.apply;

import io.drover.agent.control.ControlGate.Verdict;
import io.drover.contracts.RunRef;
import java.util.Optional;

/** One command on its way. */
interface RunWork {
    /** Works with equal keys never overlap. */
    String key();

    /** What it is for; empty when nobody knows. */
    Optional<RunRef> run();

    /** True when it only asks what became of the run. */
    boolean isInspection();

    /** Whether it may begin now. */
    Verdict verdict();

    /** Does it, on one of the threads. Must not throw. */
    void execute();

    /** It will not be done here: say so. */
    void giveBack(String reason);

    /** It is the same as another that is here already and ends when that one does. */
    void follow(RunWork same);

    /** It asks about a run that is here: say so. */
    void isHere(RunWork run);
}
