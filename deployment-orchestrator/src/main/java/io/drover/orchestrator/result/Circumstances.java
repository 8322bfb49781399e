package io.drover.orchestrator.result;

import java.time.Duration;
import java.time.Instant;

/**
 * What counts for a run besides its own events.
 *
 * @param cancelling true when its deployment is being cancelled: what has not begun is over then
 * @param unreachableFor how long a lost run's target is asked again before the run is UNREACHABLE
 */
record Circumstances(boolean cancelling, Duration unreachableFor, Instant now) {}
