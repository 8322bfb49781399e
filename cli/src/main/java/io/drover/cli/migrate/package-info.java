/** {@code drover migrate …}: migration files, and bringing targets to them, here or through the control plane. */
package io.drover.cli.migrate;
