/** What a command writes, and what it ends with: tables, errors, exit codes, hidden passwords. */
package io.drover.cli.output;
