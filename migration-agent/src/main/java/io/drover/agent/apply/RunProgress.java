package io.drover.agent.apply;

import io.drover.engine.apply.EngineEvent;
import java.util.function.Consumer;

/** Turns what the engine tells while it works into progress events. Used by one thread. */
final class RunProgress implements Consumer<EngineEvent> {
    private final RunTelling telling;
    private int filesTotal;
    private int filesDone;

    RunProgress(RunTelling telling) {
        this.telling = telling;
    }

    @Override
    public void accept(EngineEvent event) {
        if (event instanceof EngineEvent.Planned planned) {
            filesTotal = planned.files().size();
        } else if (event instanceof EngineEvent.StatementDone done) {
            telling.progressed(done.version(), done.statement().index(), done.statements(), filesDone, filesTotal);
        } else if (event instanceof EngineEvent.FileDone) {
            filesDone++;
        }
    }
}
