package io.drover.engine.apply;

import io.drover.engine.split.Statement;
import java.util.List;

/**
 * Questions to the database that are asked before a migration is executed.
 *
 * @param name of the section, {@code checks.sql} or {@code checks/….sql}
 * @param oneOf true when one of them has to be answered with true, false when all have
 */
record FileCheck(String name, boolean oneOf, List<Statement> statements) {}
