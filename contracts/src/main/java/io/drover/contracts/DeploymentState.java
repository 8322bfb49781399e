package io.drover.contracts;

/** State of a deployment. SUCCEEDED and CANCELLED are final for users; FAILED goes back to RUNNING by a retry. */
public enum DeploymentState {
    PLANNED,
    AWAITING_APPROVAL,
    RUNNING,
    PAUSED,
    SUCCEEDED,
    FAILED,
    CANCELLING,
    CANCELLED;

    /** True when nothing will happen any more unless somebody asks for it. */
    public boolean isFinished() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
