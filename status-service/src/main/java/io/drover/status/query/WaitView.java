package io.drover.status.query;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of waiting.
 *
 * @param reached true when every chosen database has the version, and there is one
 * @param counts of the chosen databases, when the answer was given
 */
public record WaitView(boolean reached, DatabaseView.Counts counts, Instant asOf, Duration lag) {}
