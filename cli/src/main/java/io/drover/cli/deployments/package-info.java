/** {@code drover deployments …}: what is being rolled out, and following it. */
package io.drover.cli.deployments;
