package io.drover.orchestrator.rollout;

/** Why a deployment is paused: it decides what lets it go on. */
public enum PauseCause {
    /** Too many targets failed. It goes on when a late success or a retry brings the budget back, or by resume. */
    BUDGET,
    /** Somebody asked for it. It goes on by resume only. */
    PERSON
}
