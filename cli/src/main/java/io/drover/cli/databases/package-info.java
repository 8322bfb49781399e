/** {@code drover databases …}: which database is where. */
package io.drover.cli.databases;
