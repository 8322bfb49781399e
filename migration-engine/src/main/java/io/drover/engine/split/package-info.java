/** Cutting a migration file into the statements a database executes one by one. */
package io.drover.engine.split;
