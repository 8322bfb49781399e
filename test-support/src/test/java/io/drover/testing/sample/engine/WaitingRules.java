package io.drover.testing.sample.engine;

import io.drover.embedded.BackingServices;
import java.sql.Connection;
import java.util.logging.Logger;

/** A decision that talks to a database, knows another module and logs. */
public record WaitingRules(Connection connection, BackingServices backing, Logger log) {}
